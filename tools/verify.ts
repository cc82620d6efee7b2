import { runCommand } from './run-command.ts'
import { runVerifications, select } from './run-verifications.ts'
import { verifications } from './verifications.ts'

const usage = `npm run verify -- [names]
  Without a name, all of them, one after the other; those marked with * run only by their name:
${verifications.map(({ name, proves, apart }) => `${apart ? '*' : ' '} ${name.padEnd(12)} ${proves}`).join('\n')}`

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

await runCommand({
  usage,
  readOptions: (names) => select(verifications, names),
  run: (chosen) => runVerifications(chosen, { folder: '.data/verify', say: console.log, now: Date.now }),
})

import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { lacksNeeds } from './run-verifications.ts'

// Runs the tests of long work on the real Durable extension, several at a time, as most of their time is waiting:
// `npm run verify -- durable`, or `node tools/verify-durable.ts kills` for some of their files.

const program = process.env['DURABLE_HOST'] ?? ''
if (!existsSync(program)) {
  console.log(
    program === ''
      ? 'DURABLE_HOST is not set: it names the program of the Durable extension'
      : `DURABLE_HOST: there is no program ${program}`,
  )
  process.exit(lacksNeeds)
}
rmSync('.data/verify/durable-times.jsonl', { force: true })
const { status } = spawnSync(
  'jest',
  [
    '--config',
    'jest.config.mjs',
    '--selectProjects',
    'durable',
    '--maxWorkers',
    '4',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)

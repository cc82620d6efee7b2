import { spawn } from 'node:child_process'
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

const jest = (workers: number, ...args: readonly string[]): Promise<number> => {
  const options = ['--config', 'jest.config.mjs', '--selectProjects', 'durable', '--maxWorkers']
  const child = spawn('npx', ['jest', ...options, String(workers), ...args], { stdio: 'inherit' })
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)))
}

rmSync('.data/verify/durable-times.jsonl', { force: true })
const named = process.argv.slice(2)
// The soak takes as long as all others together, and Jest would start it last.
const statuses =
  named.length > 0
    ? [await jest(4, ...named)]
    : await Promise.all([
        jest(1, 'tests/verify/durable/soak'),
        jest(3, '--testPathIgnorePatterns', '/node_modules/', 'tests/verify/durable/soak'),
      ])
process.exit(Math.max(...statuses))

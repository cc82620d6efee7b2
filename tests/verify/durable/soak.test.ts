import { spawn } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

const repository = resolve(__dirname, '../../..')
const folder = join(repository, '.data/verify')
const linesShown = 40

/** `npm run verify -- durable` has five of them. */
const minutes = process.env['DURABLE_SOAK_MINUTES'] ?? '5'

test('the soak finds nothing wrong on the extension', async () => {
  mkdirSync(folder, { recursive: true })
  const log = join(folder, 'durable-soak.log')
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, ['lab/soak/main.ts', '--minutes', minutes], {
    cwd: repository,
    env: { ...process.env, DURABLE: 'extension' },
    stdio: ['ignore', output, output],
  })
  const status = await new Promise((done) => child.once('exit', (code, signal) => done(signal ?? code)))
  const text = await readFile(log, 'utf8')
  expect([status, text.split('\n').slice(-linesShown).join('\n')]).toEqual([0, expect.any(String)])
})

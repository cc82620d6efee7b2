import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from '@jest/globals'

const root = resolve(__dirname, '../..')
const soak = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(root, 'lab/soak/main.ts'), ...args], { cwd: root })

const number = (text: string, name: string): number =>
  Number(new RegExp(String.raw`^${name} +(\d+)`, 'm').exec(text)?.[1])

// What a kill leaves between its intent and its start is found by a timer, so the quiet at the end may last two minutes.
it('loses nothing in a quarter of a minute with kills and an outage', async () => {
  const { stdout } = await soak('--minutes', '0.25', '--seed', '1')
  expect(number(stdout, 'kill -9')).toBeGreaterThanOrEqual(1)
  expect(number(stdout, 'storage outages')).toBeGreaterThanOrEqual(1)
  expect(number(stdout, 'answers acknowledged')).toBeGreaterThan(0)
  expect(stdout).not.toContain('WRONG')
  expect(stdout).toContain('Nothing lost, nothing doubled, counters exact.')
}, 300_000)

it('says what its options take', async () => {
  await expect(soak('--minutes', 'many')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--minutes takes a number'),
  })
}, 20_000)

import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from '@jest/globals'

const root = resolve(__dirname, '../..')

const number = (text: string, name: string): number =>
  Number(new RegExp(String.raw`^${name} +(\d+)`, 'm').exec(text)?.[1])

it('loses nothing in half a minute with kills and an outage', async () => {
  const args = [join(root, 'lab/soak/main.ts'), '--minutes', '0.5', '--seed', '1']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  expect(number(stdout, 'kill -9')).toBeGreaterThanOrEqual(1)
  expect(number(stdout, 'storage outages')).toBeGreaterThanOrEqual(1)
  expect(number(stdout, 'answers acknowledged')).toBeGreaterThan(0)
  expect(stdout).not.toContain('WRONG')
  expect(stdout).toContain('Nothing lost, nothing doubled, counters exact.')
})

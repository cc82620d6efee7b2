import { describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { lacksNeeds } from '../../../tools/run-verifications.ts'

const repository = join(__dirname, '../../..')
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['tools/verify-clients.ts', ...args], {
    cwd: repository,
    encoding: 'utf8',
    env: { ...process.env, PATH: '/no/such/folder' },
  })

describe('npm run verify:clients', () => {
  it('is skipped on a machine without any of the languages, and says what each client lacks', () => {
    const { status, stdout } = run()
    expect(status).toBe(lacksNeeds)
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toContain('skipped openapi-generator-go: this machine has no java, mvn, go')
    expect(lines.at(-1)).toBe('No client can be made: install one of java, mvn, python3, go, cargo')
    expect(lines).toHaveLength(8)
  })

  it('knows its clients', () => {
    const { status, stderr } = run('openapi-generator-cobol')
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("There is no client 'openapi-generator-cobol'"),
    })
  })
})

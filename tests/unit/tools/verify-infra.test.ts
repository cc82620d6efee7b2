import { describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { lacksNeeds } from '../../../tools/run-verifications.ts'

const repository = join(__dirname, '../../..')
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['tools/verify-infra.ts', ...args], {
    cwd: repository,
    encoding: 'utf8',
    env: { ...process.env, BICEP: '/no/such/bicep' },
  })

describe('npm run verify:infra', () => {
  it('is skipped without a compiler, and says what is missing', () => {
    const { status, stdout } = run()
    expect(status).toBe(lacksNeeds)
    expect(stdout).toBe('/no/such/bicep does not run; install the Bicep CLI, or set BICEP to it\n')
  })

  it('knows its options', () => {
    const { status, stderr } = run('--updat')
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('--updat is unknown') })
  })
})

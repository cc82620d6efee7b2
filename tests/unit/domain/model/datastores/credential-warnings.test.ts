import { describe, expect, it } from '@jest/globals'
import { datastoreName } from '../../../../../src/domain/core/ids.ts'
import {
  endWarnings,
  tokenWarnings,
  warnBefore,
} from '../../../../../src/domain/model/datastores/credential-warnings.ts'
import type { SasTerms } from '../../../../../src/domain/model/datastores/sas-terms.ts'

const now = Date.parse('2026-11-01T00:00:00Z')
const withToken = (terms: SasTerms) => ({
  id: datastoreName.parse('theirs'),
  credential: { type: 'Sas' as const, secretName: 'datastore-1', ...terms },
})
const withIdentity = { id: datastoreName.parse('ours'), credential: { type: 'ManagedIdentity' as const } }

describe('the end of a token', () => {
  it.each([
    [warnBefore + 1, []],
    [warnBefore, ['CredentialEnds']],
    [1, ['CredentialEnds']],
    [0, ['CredentialEnded']],
    [-warnBefore, ['CredentialEnded']],
  ])('in %d ms', (left, codes) => {
    const warnings = endWarnings(withToken({ expiresAt: now + left }), now)
    expect(warnings.map(({ code }) => code)).toEqual(codes)
  })

  it('is told with its time and what to do', () => {
    expect(endWarnings(withToken({ expiresAt: now + 1000 }), now)[0]?.message).toMatch(
      /'theirs' ends at 2026-11-01T00:00:01\.000Z, .*PUT \/datastores\/theirs with a new token$/,
    )
  })

  it('is no matter of other credentials, and of tokens whose end is unknown', () => {
    expect(endWarnings(withIdentity, now)).toEqual([])
    expect(endWarnings(withToken({}), now)).toEqual([])
  })
})

describe('what a token says', () => {
  const codesOf = (terms: SasTerms) => tokenWarnings(withToken(terms)).map(({ code }) => code)

  it('is fine if it reads, lists and ends', () => {
    expect(codesOf({ expiresAt: now, permissions: 'rl' })).toEqual([])
    expect(tokenWarnings(withIdentity)).toEqual([])
  })

  it('is unknown in a policy, and where an earlier version stored it', () => {
    expect(tokenWarnings(withToken({ policy: 'readers' }))).toEqual([
      {
        code: 'CredentialEndUnknown',
        message: expect.stringContaining("policy 'readers' of the container"),
        target: 'credential',
      },
    ])
    expect(tokenWarnings(withToken({}))[0]?.message).toContain('put the datastore again')
  })

  it('is more than is needed', () => {
    expect(codesOf({ expiresAt: now, permissions: 'rwdl' })).toEqual(['CredentialAllowsMore'])
    expect(tokenWarnings(withToken({ expiresAt: now, permissions: 'rwdl' }))[0]?.message).toContain(
      "needs 'wd'",
    )
  })
})

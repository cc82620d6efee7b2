import { describe, expect, it } from '@jest/globals'
import { chooseCredential } from '../../../../src/domain/datastores/choose-credential.ts'

const token = 'sv=1&sig=x'

describe('the credential of a datastore', () => {
  it.each([
    [{ type: 'ManagedIdentity' } as const, undefined, { type: 'ManagedIdentity' }],
    [{ type: 'Anonymous' } as const, undefined, { type: 'Anonymous' }],
    [{ type: 'Sas', token: `?${token}` } as const, undefined, { type: 'Sas', token }],
    [{ type: 'Sas', token: `?${token}` } as const, token, { type: 'Sas', token }],
    [{ type: 'Sas' } as const, token, { type: 'Sas', token }],
    [undefined, token, { type: 'Sas', token }],
  ])('of %j and the pasted token %s', (given, pasted, chosen) => {
    expect(chooseCredential(given, pasted)).toEqual(chosen)
  })

  it.each([
    [undefined, undefined, 'credential'],
    [{ type: 'Sas' } as const, undefined, 'credential.token'],
    [{ type: 'Sas', token: 'sv=1&sig=other' } as const, token, 'credential.token'],
    [{ type: 'ManagedIdentity' } as const, token, 'credential'],
    [{ type: 'Anonymous' } as const, token, 'credential'],
  ])('is refused for %j and the pasted token %s', (given, pasted, target) => {
    expect(() => chooseCredential(given, pasted)).toThrow(
      expect.objectContaining({
        code: 'InvalidRequest',
        target,
        message: expect.not.stringContaining('sig='),
      }),
    )
  })
})

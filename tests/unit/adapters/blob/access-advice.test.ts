import { describe, expect, it } from '@jest/globals'
import { StorageSharedKeyCredential } from '@azure/storage-blob'
import type { BlobAccess } from '../../../../src/adapters/blob/access.ts'
import { adviseOnAccess, isRefusalOfAll } from '../../../../src/adapters/blob/access-advice.ts'

const now = Date.parse('2026-06-01T00:00:00Z')
const sas = (token: string): BlobAccess => ({ type: 'Sas', token })
const valid = sas('?sp=rl&st=2026-01-01T00%3A00%3A00Z&se=2027-01-01T00%3A00%3A00Z&sig=secret')
const anonymous: BlobAccess = { type: 'Anonymous' }
const identity: BlobAccess = { type: 'Identity', credential: { getToken: async () => null } }
const emulator: BlobAccess = {
  type: 'EmulatorKey',
  credential: new StorageSharedKeyCredential('account', 'a2V5'),
}
const all = [valid, anonymous, identity, emulator]

const advise = (code: string | undefined, access: BlobAccess = valid, action: 'List' | 'Read' = 'Read') =>
  adviseOnAccess(code, { access, action, now })

describe('the advice after a refusal', () => {
  it('says which right is lacking', () => {
    const code = 'AuthorizationPermissionMismatch'
    for (const access of all) {
      expect(advise(code, access, 'List')).toContain('lacks list')
      expect(advise(code, access, 'Read')).toContain('lacks read')
    }
    expect(advise(code, identity)).toContain('Storage Blob Data Reader')
    expect(advise('AuthorizationResourceTypeMismatch', valid, 'List')).toContain('type Container')
    expect(advise('AuthorizationResourceTypeMismatch', valid, 'Read')).toContain('type Object')
  })

  it.each([
    ['AuthorizationSourceIPMismatch', 'NAT gateway'],
    ['AuthorizationFailure', 'firewall'],
    ['PublicNetworkAccessNotPermitted', 'private endpoint'],
    ['AccountIsDisabled', 'is disabled'],
    ['KeyBasedAuthenticationNotPermitted', 'user delegation SAS'],
    ['AuthenticationFailed', 'signature of the SAS token is not valid'],
    ['AuthorizationProtocolMismatch', 'https'],
    ['KeyVaultEncryptionKeyNotFound', 'key vault'],
  ])('of %s leads to its cause', (code, text) => {
    expect(advise(code)).toContain(text)
  })

  it('does not ask for a new token where none helps', () => {
    for (const code of [
      'AccountIsDisabled',
      'PublicNetworkAccessNotPermitted',
      'InsufficientAccountPermissions',
    ])
      expect(advise(code)).not.toContain('token')
  })

  it.each([
    ['?sp=rl&se=2026-05-31T23:59:59Z', 'expired at 2026-05-31T23:59:59.000Z'],
    ['sp=rl&se=2026-05-31', 'expired at 2026-05-31T00:00:00.000Z'],
    ['?sp=rl&st=2026-06-02T00%3A00%3A00Z&se=2026-07-01', 'valid from 2026-06-02T00:00:00.000Z'],
  ])('of a token that is out of its time says so: %s', (token, text) => {
    // Emulators have other codes than Azure.
    for (const code of ['AuthenticationFailed', 'AuthorizationFailure', undefined])
      expect(advise(code, sas(token))).toContain(text)
  })

  it('is general for a code that nobody knows, and never has the token', () => {
    for (const access of all)
      for (const code of [undefined, '', 'constructor', '__proto__', 'SomethingNew']) {
        expect(advise(code, access)).toMatch(/^[A-Z].*\.$/)
        expect(advise(code, access)).not.toContain('secret')
      }
  })
})

it('a single file can be refused by its path, its key or its network, not by the credential', () => {
  expect(
    ['AuthenticationFailed', 'AccountIsDisabled', 'AuthorizationSourceIPMismatch'].every(isRefusalOfAll),
  ).toBe(true)
  for (const code of [
    'AuthorizationPermissionMismatch',
    'AuthorizationFailure',
    'KeyVaultVaultNotFound',
    '',
    undefined,
  ])
    expect(isRefusalOfAll(code)).toBe(false)
})

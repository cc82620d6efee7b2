import { describe, expect, it } from '@jest/globals'
import { checkContainerUrl } from '../../../../../src/domain/model/datastores/container-url.ts'
import { checkSasToken } from '../../../../../src/domain/model/datastores/sas-token.ts'

const hosts = { suffixes: ['.blob.core.windows.net'], emulator: 'http://127.0.0.1:10000/devstoreaccount1' }

describe('a container URL', () => {
  it.each([
    ['https://contoso.blob.core.windows.net/photos', 'https://contoso.blob.core.windows.net/photos'],
    ['https://CONTOSO.blob.core.windows.net/photos/', 'https://contoso.blob.core.windows.net/photos'],
    ['https://contoso.z1.blob.core.windows.net/$web', 'https://contoso.z1.blob.core.windows.net/$web'],
    ['https://contoso.blob.core.windows.net:443/a-b-1', 'https://contoso.blob.core.windows.net/a-b-1'],
    ['http://127.0.0.1:10000/devstoreaccount1/photos', 'http://127.0.0.1/devstoreaccount1/photos'],
    ['http://localhost:10000/devstoreaccount1/photos', 'http://127.0.0.1/devstoreaccount1/photos'],
    ['http://[::1]:10000/devstoreaccount1/photos/', 'http://127.0.0.1/devstoreaccount1/photos'],
  ])('takes %s', (text, spelled) => expect(checkContainerUrl(text, hosts)).toBe(spelled))

  it.each([
    'photos',
    'file:///etc/passwd',
    'gopher://contoso.blob.core.windows.net/photos',
    'http://contoso.blob.core.windows.net/photos',
    'https://contoso.blob.core.windows.net',
    'https://contoso.blob.core.windows.net/',
    'https://contoso.blob.core.windows.net/photos/folder',
    'https://contoso.blob.core.windows.net//photos',
    'https://contoso.blob.core.windows.net/Photos',
    'https://contoso.blob.core.windows.net/ph',
    'https://contoso.blob.core.windows.net/a--b',
    'https://contoso.blob.core.windows.net/photos%2Fx',
    `https://contoso.blob.core.windows.net/${'a'.repeat(64)}`,
    'https://contoso.blob.core.windows.net:8443/photos',
    'https://contoso.blob.core.windows.net/photos?sv=1&sig=x',
    'https://contoso.blob.core.windows.net/photos?',
    'https://contoso.blob.core.windows.net/photos#x',
    'https://user:pw@contoso.blob.core.windows.net/photos',
    'https://169.254.169.254/photos',
    'https://[::1]/photos',
    'https://2130706433/photos',
    'https://evil.example/photos',
    'https://blob.core.windows.net/photos',
    'https://.blob.core.windows.net/photos',
    'https://contoso.blob.core.windows.net.evil.example/photos',
    'https://evilblob.core.windows.net/photos',
    'https://contoso.blob.core.windows.net@evil.example/photos',
    'http://127.0.0.1:10001/devstoreaccount1/photos',
    'http://127.0.0.1:10000/other/photos',
    'http://127.0.0.1:10000/devstoreaccount1/../other/photos',
    'http://127.0.0.1:10000/devstoreaccount1',
    'http://localhost:10001/devstoreaccount1/photos',
  ])('refuses %s', (text) =>
    expect(() => checkContainerUrl(text, hosts)).toThrow(
      expect.objectContaining({ code: 'InvalidRequest', target: 'containerUrl' }),
    ),
  )

  it.each(['http://127.0.0.1:10001/devstoreaccount1/photos', 'http://localhost/devstoreaccount1/photos'])(
    'says where the storage is now: %s',
    (text) =>
      expect(() => checkContainerUrl(text, hosts)).toThrow(
        'the storage of this workspace is at http://127.0.0.1:10000/devstoreaccount1 now',
      ),
  )

  it('takes no emulator where there is none', () => {
    expect(() =>
      checkContainerUrl('http://127.0.0.1:10000/devstoreaccount1/photos', { suffixes: hosts.suffixes }),
    ).toThrow()
  })
})

describe('a SAS token', () => {
  it.each(['?sv=2024-11-04&sig=abc%2B', 'sv=2024-11-04&sig=abc%2B', '  sv=2024-11-04&sig=abc%2B\n'])(
    'takes %j',
    (text) => expect(checkSasToken(text)).toBe('sv=2024-11-04&sig=abc%2B'),
  )

  it.each([
    'abc',
    'sv=1',
    'sig=1',
    'sv=1&sig=',
    'https://a.blob.core.windows.net/c?sv=1&sig=x',
    'sv=1&sig=a b',
    'BlobEndpoint=https://a.blob.core.windows.net;SharedAccessSignature=sv=1&sig=x',
  ])('refuses %s', (text) => expect(() => checkSasToken(text)).toThrow(/SAS token/))
})

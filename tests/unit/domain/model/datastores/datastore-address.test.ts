import { describe, expect, it } from '@jest/globals'
import { isDomainError } from '../../../../../src/domain/core/errors.ts'
import { readDatastoreAddress } from '../../../../../src/domain/model/datastores/datastore-address.ts'

const emulator = 'http://127.0.0.1:10000/devstoreaccount1'
const hosts = { suffixes: ['.blob.core.windows.net', '.blob.storage.azure.net'], emulator }
const photos = 'https://contoso.blob.core.windows.net/photos'
const sas = 'sv=2024-11-04&se=2027-01-01T00%3A00Z&sr=c&sp=rl&sig=aB%2Bc%3D'

const read = (text: string) => {
  const { containerUrl, prefix, token } = readDatastoreAddress(text, hosts)
  return [containerUrl, prefix, token]
}

const refusalOf = (text: string): string => {
  try {
    readDatastoreAddress(text, hosts)
  } catch (error) {
    if (isDomainError(error, 'InvalidRequest')) return error.message
    throw error
  }
  throw new Error(`${text} was read`)
}

describe('the address of a datastore', () => {
  it.each([
    [photos, photos, undefined],
    ['https://CONTOSO.blob.core.windows.net/photos/', photos, undefined],
    [
      'https://contoso.z12.blob.storage.azure.net/$web',
      'https://contoso.z12.blob.storage.azure.net/$web',
      undefined,
    ],
    [
      'https://contoso.blob.core.windows.net:443/a-b-1',
      'https://contoso.blob.core.windows.net/a-b-1',
      undefined,
    ],
    [`${emulator}/photos`, 'http://127.0.0.1/devstoreaccount1/photos', undefined],
    [`${emulator}/photos/my cats/`, 'http://127.0.0.1/devstoreaccount1/photos', 'my cats/'],
    [`  ${photos}\n`, photos, undefined],
    [`${photos}/2026/raw`, photos, '2026/raw/'],
    [`${photos}/2026/raw///`, photos, '2026/raw/'],
    [`${photos}/my%20cats/100%25/a%23b`, photos, 'my cats/100%/a#b/'],
    [`${photos}/my cats/é`, photos, 'my cats/é/'],
    [`${photos}/2026%2Fraw`, photos, '2026/raw/'],
    ['https://contoso.dfs.core.windows.net/photos/2026', photos, '2026/'],
    [
      'https://contoso.z12.dfs.storage.azure.net/photos',
      'https://contoso.z12.blob.storage.azure.net/photos',
      undefined,
    ],
    ['abfss://photos@contoso.dfs.core.windows.net/2026/raw/', photos, '2026/raw/'],
    ['ABFSS://photos@contoso.dfs.core.windows.net', photos, undefined],
    ['abfs://photos@contoso.dfs.core.windows.net/', photos, undefined],
    ['wasbs://photos@contoso.blob.core.windows.net/my folder', photos, 'my folder/'],
  ])('takes %j', (text, containerUrl, prefix) => {
    expect(read(text)).toEqual([containerUrl, prefix, undefined])
  })

  it.each([
    [`${photos}?${sas}`, undefined, sas],
    [`${photos}/?${sas}`, undefined, sas],
    [`${photos}/2026?${sas.replace('sr=c', 'sr=d&sdd=1')}`, '2026/', sas.replace('sr=c', 'sr=d&sdd=1')],
    [`${photos}?restype=container&comp=list&${sas}`, undefined, sas],
    [`${photos}?sv=2024-11-04&ss=b&srt=co&sp=rl&sig=x`, undefined, 'sv=2024-11-04&ss=b&srt=co&sp=rl&sig=x'],
    [`https://contoso.dfs.core.windows.net/photos?${sas}`, undefined, sas],
    [`abfss://photos@contoso.dfs.core.windows.net/2026?${sas}`, '2026/', sas],
    [`${photos}?restype=container&comp=list`, undefined, undefined],
    [`${photos}?restype=container&comp=list&prefix=in2/&${sas}`, 'in2/', sas],
    [
      `${photos}?${sas}&comp=list&Prefix=my%20cats%2F2026&delimiter=%2F&marker=x&maxresults=5`,
      'my cats/2026/',
      sas,
    ],
    [`${photos}/in2?restype=container&comp=list&include=metadata&prefix=in2%2F`, 'in2/', undefined],
    [`${photos}?restype=container&comp=list&prefix=&${sas}`, undefined, sas],
    [`${photos}/design=1/psv=2?${sas}`, 'design=1/psv=2/', sas],
    [`${photos}?`, undefined, undefined],
  ])('takes the token out of %s', (text, prefix, token) => {
    expect(read(text)).toEqual([photos, prefix, token])
  })

  it.each([
    [`${photos}?snapshot=2026-01-01T00%3A00Z`, /no query other than a SAS token/],
    [`${photos}?sv=1`, /no query other than a SAS token/],
    [`${photos}/1.png?${sas.replace('sr=c', 'sr=b')}`, /for a single file/],
    ['https://user:pw@contoso.blob.core.windows.net/photos', /no user name or password/],
    [`${photos}/100%`, /%25/],
    [`${photos}#x`, /%23/],
    [`${photos}\\cats`, /separated by \//],
    [`${photos}/../other`, /no part that is/],
    [`${photos}/a/%2e%2e/b`, /no part that is/],
    [`${photos}/a%2f..%2fb`, /no part that is/],
    [`${photos}/a%00b`, /control characters/],
    [`${photos}/${'a'.repeat(1024)}`, /at most 1023/],
    [`${photos}/in1?comp=list&prefix=in2/&${sas}`, /different folders/],
    [`${photos}?comp=list&prefix=..%2Fother&${sas}`, /no part that is/],
    [`${photos}/a&${sas}`, /A SAS token is in containerUrl/],
    [`${photos}/a%3F${sas}`, /A SAS token is in containerUrl/],
    [`${photos}/a%253F${sas.replaceAll('=', '%253D').replaceAll('&', '%2526')}`, /A SAS token is in/],
    [`${photos}?comp=list&prefix=a%3F${encodeURIComponent(sas)}`, /A SAS token is in containerUrl/],
    [`abfss://photos@contoso.dfs.core.windows.net/${sas}`, /A SAS token is in containerUrl/],
    ['photos', /is a URL such as/],
    ['file:///etc/passwd', /is a URL such as/],
    ['wasbs://contoso.blob.core.windows.net/photos', /is a URL such as/],
    ['https://contoso.blob.core.windows.net/', /names a container/],
    ['abfss://PHOTOS@contoso.dfs.core.windows.net/x', /names a container/],
    ['https://contoso.blob.core.windows.net/a--b', /names a container/],
    [`https://contoso.blob.core.windows.net/${'a'.repeat(64)}`, /names a container/],
    ['https://contoso.blob.core.windows.net/photos%2Fx', /names a container/],
    ['abfss://photos@onelake.dfs.fabric.microsoft.com/x', /a storage account on/],
    ['abfss://photos@dfs.core.windows.net/x', /a storage account on/],
    ['http://contoso.blob.core.windows.net/photos', /a storage account on/],
    ['https://evil.dfs.example/photos', /a storage account on/],
    ['https://contoso.blob.core.windows.net.evil.example/photos', /a storage account on/],
    ['https://contoso.blob.core.windows.net:8443/photos', /a storage account on/],
    ['https://cоntoso.blob.core.windows.net/photos', /host in containerUrl is not valid/],
    [
      'http://127.0.0.1:10001/devstoreaccount1/photos',
      /is at http:\/\/127\.0\.0\.1:10000\/devstoreaccount1 now/,
    ],
    [
      'http://localhost/devstoreaccount1/my photos',
      /is at http:\/\/127\.0\.0\.1:10000\/devstoreaccount1 now/,
    ],
    [`${emulator}/../other/photos`, /names a container/],
  ])('refuses %s', (text, message) => {
    expect(refusalOf(text)).toMatch(message)
  })

  it('repeats nothing of a refused URL that has a token', () => {
    for (const text of [
      `https://evil.example/photos?${sas}`,
      `${photos}/../x?${sas}`,
      `${photos}?${sas}#x`,
      `${photos}?sv=1&sig=a b${sas}`,
      `nonsense?${sas}`,
      `${photos}&${sas}`,
      `${photos}/a&${sas}`,
      `${photos}/a%3F${sas}`,
      `${photos}?prefix=a?${sas}`,
    ])
      expect(refusalOf(text)).not.toMatch(/aB|2027|a b/)
  })

  it('takes no emulator where there is none', () => {
    expect(() => readDatastoreAddress(`${emulator}/photos`, { suffixes: hosts.suffixes })).toThrow(/https/)
  })
})

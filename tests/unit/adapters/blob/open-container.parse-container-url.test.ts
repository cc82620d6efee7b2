import { expect, test } from '@jest/globals'
import { parseContainerUrl } from '../../../../src/adapters/blob/open-container.ts'

test('an account has its name in its host, the emulator in its path', () => {
  expect(parseContainerUrl('https://acct.z01.blob.storage.azure.net/photos/')).toEqual({
    containerUrl: 'https://acct.z01.blob.storage.azure.net/photos',
    serviceUrl: 'https://acct.z01.blob.storage.azure.net',
    accountName: 'acct',
    containerName: 'photos',
  })
  expect(parseContainerUrl('http://127.0.0.1:10000/devstoreaccount1/photos?sig=x#y')).toEqual({
    containerUrl: 'http://127.0.0.1:10000/devstoreaccount1/photos',
    serviceUrl: 'http://127.0.0.1:10000/devstoreaccount1',
    accountName: 'devstoreaccount1',
    containerName: 'photos',
  })
})

test.each(['', 'photos', 'https://acct.blob.core.windows.net/', 'https://a/b/c/d', 'file:///a/b'])(
  '%s is neither',
  (url) => {
    expect(parseContainerUrl(url)).toBeUndefined()
  },
)

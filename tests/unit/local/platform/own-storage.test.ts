import { describe, expect, test } from '@jest/globals'
import { connectionString } from '../../../../local/platform/blob-account.ts'
import { readOwnStorage } from '../../../../local/platform/own-storage.ts'

const key = 'a2V5'
const read = (url: string, ...more: readonly string[]) =>
  readOwnStorage({ BLOB_SERVICE_URL: url, ...(more[0] !== undefined && { BLOB_ACCOUNT_KEY: more[0] }) })

describe('storage of the user', () => {
  test('is none if the environment names none', () => {
    expect(readOwnStorage({})).toBeUndefined()
    expect(readOwnStorage({ BLOB_SERVICE_URL: '', BLOB_ACCOUNT_KEY: key })).toBeUndefined()
  })

  test('an emulator has an account, with and without a slash at the end', () => {
    for (const slash of ['', '/', '//']) {
      const account = { serviceUrl: 'http://localhost:10000/devstoreaccount1', name: 'devstoreaccount1', key }
      const found = read(`http://localhost:10000/devstoreaccount1${slash}`, key)
      expect(found).toEqual({ serviceUrl: account.serviceUrl, account })
      expect(connectionString(account)).toBe(
        `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${key};BlobEndpoint=${account.serviceUrl};`,
      )
    }
  })

  test('Azure has none: the service calls it with an identity', () => {
    expect(read('https://own.blob.core.windows.net/')).toEqual({
      serviceUrl: 'https://own.blob.core.windows.net',
      account: undefined,
    })
  })

  test.each([
    ['no key', 'http://127.0.0.1:10000/devstoreaccount1', undefined, /set BLOB_ACCOUNT_KEY/],
    ['no account', 'http://127.0.0.1:10000', key, /ends in the name of the account/],
    ['a container', 'http://127.0.0.1:10000/devstoreaccount1/images', key, /ends in the name of the account/],
    ['no URL', 'devstoreaccount1', key, /is no URL/],
  ])('is refused with the way out: %s', (_, url, given, message) => {
    expect(() => read(url, ...(given === undefined ? [] : [given]))).toThrow(message)
  })
})

import { describe, expect, test } from '@jest/globals'
import { explainStorageError } from '../../../../local/platform/storage-failure.ts'

const url = 'http://127.0.0.1:10000/devstoreaccount1'
const failure = (code: string, message: string) => Object.assign(new Error(message), { code })

describe('a failure of an emulator', () => {
  test.each([
    [failure('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:10000'), /^Nothing answers at .*see that/],
    [Object.assign(new Error('late'), { name: 'AbortError' }), /^Nothing answers at/],
    [
      failure('AuthenticationFailed', 'Server failed\nRequestId:1'),
      /refuses the account key: set BLOB_ACCOUNT_KEY/,
    ],
    [
      failure('InvalidHeaderValue', 'The API version 2030-01-01 is not supported by Azurite.'),
      /--skipApiVersionCheck/,
    ],
    [
      failure('ContainerBeingDeleted', 'The container is being deleted.\nRequestId:1'),
      /answered: The container is being deleted\.$/,
    ],
    [
      Object.assign(new Error(''), { statusCode: 500 }),
      /answered: HTTP 500\. See what it logs, then try again\.$/,
    ],
    [new Error(''), /answered: nothing that can be read\. See what it logs/],
  ])('is one sentence: %s', (error, sentence) => {
    const said = explainStorageError(error, url)
    expect(said).toMatch(sentence)
    expect(said).not.toContain('\n')
    expect(said).toContain(url)
  })
})

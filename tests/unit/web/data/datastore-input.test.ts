import { expect, test } from '@jest/globals'
import { emptyDatastore, inputOf, isAddress, requestOf } from '../../../../web/src/data/datastore-input.ts'

const input = { ...emptyDatastore, name: 'photos', containerUrl: ' https://a.blob.core.windows.net/b ' }

test('empty fields are not sent', () => {
  expect(requestOf(input)).toEqual({
    type: 'AzureBlob',
    containerUrl: 'https://a.blob.core.windows.net/b',
    credential: { type: 'ManagedIdentity' },
  })
})

test('the token of a URL is the credential, and a typed one is sent with its type', () => {
  const url = 'https://a.blob.core.windows.net/b?sp=rl&sig=x'
  expect(requestOf({ ...input, containerUrl: url, credential: 'Sas' }).credential).toBeUndefined()
  expect(requestOf({ ...input, credential: 'Sas', token: ' sp=rl&sig=x ' }).credential).toEqual({
    type: 'Sas',
    token: 'sp=rl&sig=x',
  })
})

test('a datastore fills the form, without its token', () => {
  expect(
    inputOf({
      name: 'photos',
      etag: '"1"',
      type: 'AzureBlob',
      containerUrl: 'https://a.blob.core.windows.net/b',
      prefix: 'raw/',
      credential: { type: 'Sas' },
      createdAt: '',
      createdBy: 'lead',
      updatedAt: '',
    }),
  ).toEqual({
    ...emptyDatastore,
    name: 'photos',
    containerUrl: 'https://a.blob.core.windows.net/b',
    prefix: 'raw/',
    credential: 'Sas',
  })
})

test.each([
  ['https://a.blob.core.windows.net/b', true],
  [' http://127.0.0.1:10000/etiquette/images ', true],
  ['https://a.blob.core.windows.net', false],
  ['a.blob.core.windows.net/b', false],
  ['nonsense', false],
])('%j is the address of a container: %j', (text, isOne) => {
  expect(isAddress(text)).toBe(isOne)
})

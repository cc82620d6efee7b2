import { describe, expect, it } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { datastoreName } from '../../../../src/domain/core/ids.ts'
import { isSameDatastore, type GivenDatastore } from '../../../../src/domain/datastores/same-datastore.ts'
import type { DatastoreDocument } from '../../../../src/domain/model/datastores/datastore.ts'
import type { SecretStore } from '../../../../src/domain/ports/secrets.ts'

const place = { containerUrl: 'https://account.blob.core.windows.net/photos', prefix: 'a/' }
const stored: DatastoreDocument = {
  id: datastoreName.parse('photos'),
  kind: 'datastore',
  type: 'AzureBlob',
  ...place,
  credential: { type: 'Sas', secretName: 'datastore-1' },
  description: 'Ours',
  createdAt: 0,
  createdBy: 'lead',
  updatedAt: 0,
}
const given: GivenDatastore = {
  type: 'AzureBlob',
  place,
  credential: { type: 'Sas', token: 'sv=1&sig=a' },
  description: 'Ours',
}

const secretsWith = (get: SecretStore['get']) => {
  const read: string[] = []
  const secrets: SecretStore = {
    put: () => Promise.reject(new Error('Nothing is written')),
    delete: () => Promise.reject(new Error('Nothing is deleted')),
    get: (name) => {
      read.push(name)
      return get(name)
    },
  }
  return { secrets, read }
}

describe('a datastore is the given one', () => {
  it('with the same token', async () => {
    const { secrets, read } = secretsWith(() => Promise.resolve('sv=1&sig=a'))
    expect(await isSameDatastore(secrets, stored, given)).toBe(true)
    expect(read).toEqual(['datastore-1'])
  })

  it.each([
    ['another token', 'sv=1&sig=b'],
    ['no token any more', undefined],
  ])('not with %s', async (_, token) => {
    const { secrets } = secretsWith(() => Promise.resolve(token))
    expect(await isSameDatastore(secrets, stored, given)).toBe(false)
  })

  it('not with a token that cannot be decrypted, so that it can be given again', async () => {
    const { secrets } = secretsWith(() =>
      Promise.reject(new DomainError('DatastoreUnreachable', 'The secret is damaged')),
    )
    expect(await isSameDatastore(secrets, stored, given)).toBe(false)
  })

  it('unless the store of secrets does not respond: then nothing is known', async () => {
    const { secrets } = secretsWith(() =>
      Promise.reject(new DomainError('ServiceUnavailable', 'No response')),
    )
    await expect(isSameDatastore(secrets, stored, given)).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
  })

  it.each<[string, Partial<GivenDatastore>]>([
    ['another container', { place: { ...place, containerUrl: 'https://account.blob.core.windows.net/x' } }],
    ['another folder', { place: { ...place, prefix: undefined } }],
    ['another description', { description: undefined }],
    ['another kind of credential', { credential: { type: 'Anonymous' } }],
  ])('not with %s, and no token is read', async (_, changes) => {
    const { secrets, read } = secretsWith(() => Promise.resolve('sv=1&sig=a'))
    expect(await isSameDatastore(secrets, stored, { ...given, ...changes })).toBe(false)
    expect(read).toEqual([])
  })
})

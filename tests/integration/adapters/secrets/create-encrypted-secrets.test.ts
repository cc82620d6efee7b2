import { beforeEach, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { createEncryptedSecrets } from '../../../../src/adapters/secrets/create-encrypted-secrets.ts'
import type { SecretStore } from '../../../../src/domain/ports/secrets.ts'
import type { Store, StoredDocument } from '../../../../src/domain/ports/store.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const token = 'sv=2025-01-05&sr=c&sp=rl&sig=aVerySecretSignature%3D'
const key = randomBytes(32)
let store: Store
let secrets: SecretStore

const over = (inner: Store, withKey: Uint8Array = key) =>
  createEncryptedSecrets({ store: inner, key: withKey, now: () => 42 })

beforeEach(() => {
  store = createMemoryStore(() => 42)
  secrets = over(store)
})

const record = async (name: string) => (await store.read('workspace', 'secret', name))!

const sealedOf = ({ sealed }: StoredDocument) => (typeof sealed === 'string' ? sealed : '')

test('what is put is got, replaced and deleted', async () => {
  expect(await secrets.get('pets')).toBeUndefined()
  await secrets.put('pets', token)
  expect(await secrets.get('pets')).toBe(token)
  await secrets.put('pets', 'another 🐈')
  expect(await secrets.get('pets')).toBe('another 🐈')
  await secrets.put('empty', '')
  expect(await secrets.get('empty')).toBe('')
  await secrets.delete('pets')
  await secrets.delete('pets')
  expect(await secrets.get('pets')).toBeUndefined()
  expect(await secrets.get('empty')).toBe('')
})

test('nothing of a secret or of the key is in its record, and no two records of it are alike', async () => {
  await secrets.put('pets', token)
  const { document: first } = await record('pets')
  await secrets.put('pets', token)
  const { document: second } = await record('pets')
  expect(first).toMatchObject({ id: 'pets', kind: 'secret', updatedAt: 42 })
  expect(first['nonce']).not.toBe(second['nonce'])
  expect(first['sealed']).not.toBe(second['sealed'])
  for (const { document } of [await record('pets')])
    for (const secret of [
      token,
      'aVerySecret',
      Buffer.from(token).toString('base64'),
      key.toString('base64'),
      key.toString('hex'),
    ])
      expect(JSON.stringify(document)).not.toContain(secret)
})

test('another key, a moved record and a changed record are told apart, and tell nothing', async () => {
  await secrets.put('pets', token)
  const { document, etag } = await record('pets')
  await store.batch('workspace', 'secret', [{ type: 'create', document: { ...document, id: 'moved' } }])
  const failures = [
    [over(store, randomBytes(32)).get('pets'), 'another key'],
    [secrets.get('moved'), 'damaged'],
  ] as const
  for (const [reading, text] of failures) {
    const failure: unknown = await reading.catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'DatastoreUnreachable', message: expect.stringContaining(text) })
    expect(inspect(failure, { depth: 10 })).not.toContain(sealedOf(document))
  }
  const sealed = Buffer.from(sealedOf(document), 'base64')
  for (const changed of [
    sealed.map((byte, at) => (at === 0 ? byte ^ 1 : byte)),
    sealed.subarray(1),
    Buffer.alloc(3),
  ]) {
    const broken = { ...document, sealed: Buffer.from(changed).toString('base64') }
    const current = (await record('pets')).etag
    await store.batch('workspace', 'secret', [{ type: 'replace', document: broken, ifMatch: current }])
    await expect(secrets.get('pets')).rejects.toThrow('damaged')
  }
  expect(etag).not.toBe('')
  await over(store, randomBytes(32)).put('pets', 'new')
})

test('names are as Key Vault has them', async () => {
  for (const name of ['', 'a/b', 'a_b', 'x'.repeat(128), 'é'])
    await expect(secrets.put(name, token)).rejects.toThrow('characters')
})

describe('races', () => {
  test('all writers succeed and one of their values stays', async () => {
    const values = ['a', 'b', 'c', 'd', 'e']
    await Promise.all(values.map((value) => secrets.put('pets', value)))
    expect(values).toContain(await secrets.get('pets'))
    await Promise.all([secrets.delete('pets'), secrets.delete('pets'), secrets.delete('pets')])
    expect(await secrets.get('pets')).toBeUndefined()
  })

  test('a writer who always loses gives up', async () => {
    const contested: Store = {
      ...store,
      batch: async () => ({ ok: false, index: 0, failure: 'EtagMismatch' }),
    }
    await expect(over(contested).put('pets', token)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  })
})

import { beforeEach, expect, test } from '@jest/globals'
import { createSharedKey } from '../../../../src/adapters/secrets/create-shared-key.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { createHttpSecrets } from '../../../support/http-fakes.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

let ids = 0
let store: Store
let secrets: ReturnType<typeof createHttpSecrets>

/** As one more instance of the service has it. */
const instance = () =>
  createSharedKey({ store, secrets, name: 'url-signing-key', newId: () => `id${(ids += 1)}` })

beforeEach(() => {
  store = createMemoryStore(() => 42)
  secrets = createHttpSecrets()
})

test('instances that start together have one key of 32 bytes, and the vault keeps no other', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => instance()()))
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1)
  expect(keys[0]?.byteLength).toBe(32)
  expect(secrets.values.size).toBe(1)
  expect(Buffer.from(await instance()()).equals(keys[0]!)).toBe(true)
})

test('when its secret was deleted, all agree on another', async () => {
  const old = await instance()()
  secrets.values.clear()
  const [one, other] = await Promise.all([instance()(), instance()()])
  expect(one).toEqual(other)
  expect(one).not.toEqual(old)
  expect(secrets.values.size).toBe(1)
})

test('nothing is asked for before the key is needed, and what fails is told', async () => {
  const load = createSharedKey({
    store,
    secrets: { ...secrets, put: async () => Promise.reject(new Error('the vault is closed')) },
    name: 'url-signing-key',
    newId: () => 'id',
  })
  await expect(load()).rejects.toThrow('closed')
  expect(await store.read('workspace', 'sharedKey', 'url-signing-key')).toBeUndefined()
})

import { expect, it } from '@jest/globals'
import { faultyStore } from '../../support/faulty-store.ts'
import type { Fault } from '../../support/faulty-store.ts'
import { createMemoryStore } from '../../support/memory-store.ts'

const create = { type: 'create', document: { id: 'a', kind: 'item' } } as const

const open = (fault: Fault) => {
  const plain = createMemoryStore(() => 0)
  return { plain, faulty: faultyStore(plain, () => fault) }
}

it('passes', async () => {
  const { faulty } = open('pass')
  expect(await faulty.batch('items', 'p', [create])).toMatchObject({ ok: true })
  expect(await faulty.read('items', 'p', 'a')).toBeDefined()
})

it('fails before it does anything', async () => {
  const { plain, faulty } = open('fail')
  await expect(faulty.batch('items', 'p', [create])).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  await expect(faulty.read('items', 'p', 'a')).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  await expect(faulty.ping()).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  expect(await plain.read('items', 'p', 'a')).toBeUndefined()
})

it('loses the answer of what it did', async () => {
  const { plain, faulty } = open('lose')
  await expect(faulty.batch('items', 'p', [create])).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  expect(await plain.read('items', 'p', 'a')).toBeDefined()
})

it('makes up a conflict where there is an etag to conflict with', async () => {
  const { plain, faulty } = open('conflict')
  expect(await faulty.batch('items', 'p', [create])).toMatchObject({ ok: true })
  const etag = (await plain.read('items', 'p', 'a'))?.etag ?? ''
  const remove = { type: 'delete', id: 'a', ifMatch: etag } as const
  const increment = { type: 'increment', id: 'a', by: { n: 1 } } as const
  const result = await faulty.batch('items', 'p', [increment, remove])
  expect(result).toEqual({ ok: false, index: 1, failure: 'EtagMismatch' })
  expect((await plain.read('items', 'p', 'a'))?.etag).toBe(etag)
})

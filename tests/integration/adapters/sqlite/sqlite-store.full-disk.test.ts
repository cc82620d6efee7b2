import { expect, it } from '@jest/globals'
import type { BatchOperation } from '../../../../src/domain/ports/store.ts'
import { openTestStore } from './test-store.ts'

const text = 'x'.repeat(3000)
const create = (id: string): BatchOperation => ({ type: 'create', document: { id, kind: 'item', text } })

/** Writes one document after the other until there is no room; the ids of those that are there. */
const fill = async (store: ReturnType<typeof openTestStore>['store']): Promise<readonly string[]> => {
  const ids: string[] = []
  for (;;) {
    const id = `i${ids.length}`
    try {
      await store.batch('items', 'p', [create(id)])
    } catch (error) {
      expect(error).toMatchObject({ name: 'DomainError', code: 'StorageFull' })
      return ids
    }
    ids.push(id)
  }
}

it('refuses writes when the disk is full, goes on reading, and writes again when there is room', async () => {
  const { store, discard } = openTestStore({ maxPages: 200 })
  const ids = await fill(store)
  expect(ids.length).toBeGreaterThan(50)
  const big = Array.from({ length: 20 }, (_, n) => create(`big${n}`))
  await expect(store.batch('items', 'p', big)).rejects.toMatchObject({ code: 'StorageFull' })
  const there = await store.readMany('items', 'p', [...ids, 'big0'])
  expect(there.map(({ document }) => document.id)).toEqual(ids)
  await store.ping()
  const room = there.slice(0, 30)
  const deletes = room.map(({ document: { id }, etag }) => ({ type: 'delete', id, ifMatch: etag }) as const)
  expect(await store.batch('items', 'p', deletes)).toMatchObject({ ok: true })
  expect(await store.batch('items', 'p', big)).toMatchObject({ ok: true })
  discard()
})

it('does what fits of the batches that come at once', async () => {
  const { store, discard } = openTestStore({ maxPages: 200 })
  const ids = await fill(store)
  const [first] = await store.readMany('items', 'p', ids.slice(0, 1))
  const big = Array.from({ length: 20 }, (_, n) => create(`big${n}`))
  const remove = { type: 'delete', id: ids[0] ?? '', ifMatch: first?.etag ?? '' } as const
  const [removed, refused, conflict] = await Promise.allSettled([
    store.batch('items', 'p', [remove]),
    store.batch('items', 'p', big),
    store.batch('items', 'p', [create(ids[1] ?? '')]),
  ])
  expect(removed).toMatchObject({ value: { ok: true } })
  expect(refused).toMatchObject({ reason: { code: 'StorageFull' } })
  expect(conflict).toMatchObject({ value: { ok: false, failure: 'AlreadyExists' } })
  const left = await store.readMany('items', 'p', [...ids, ...big.map((_, n) => `big${n}`)])
  expect(left.map(({ document }) => document.id)).toEqual(ids.slice(1))
  discard()
})

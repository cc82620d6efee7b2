import { DatabaseSync } from 'node:sqlite'
import { expect, it } from '@jest/globals'
import { openSqliteStore } from '../../../../src/adapters/sqlite/sqlite-store.ts'
import type { BatchOperation } from '../../../../src/domain/ports/store.ts'
import { openTestStore } from './test-store.ts'

const create = (id: string, more: object = {}): BatchOperation => ({
  type: 'create',
  document: { id, kind: 'item', ...more },
})

it('keeps everything across close and reopen', async () => {
  const { store, file, discard } = openTestStore()
  await store.batch('items', 'p', [create('a', { queue: 1 }), create('b', { queue: 2, deep: { x: [1] } })])
  const query = { where: [], orderBy: 'queue', limit: 1 }
  const first = await store.query('items', 'p', query)
  const before = await store.readMany('items', 'p', ['a', 'b'])
  store.close()
  const again = openSqliteStore({ file, now: () => 1_000_000 })
  expect(await again.readMany('items', 'p', ['a', 'b'])).toEqual(before)
  const second = await again.query('items', 'p', { ...query, continuation: first.continuation ?? '' })
  expect([...first.documents, ...second.documents]).toEqual(before)
  const etags = before.map(({ etag }) => etag)
  const result = await again.batch('items', 'p', [create('c')])
  expect(result.ok && etags.includes(result.etags[0] ?? '')).toBe(false)
  again.close()
  discard()
})

it('writes what waits when it is closed, and answers nothing afterwards', async () => {
  const { store, file, discard } = openTestStore()
  const writing = store.batch('items', 'p', [create('a')])
  store.close()
  expect(await writing).toMatchObject({ ok: true })
  store.close()
  for (const call of [
    store.ping(),
    store.read('items', 'p', 'a'),
    store.batch('items', 'p', [create('b')]),
  ]) {
    await expect(call).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  }
  const again = openSqliteStore({ file, now: () => 0 })
  expect(await again.read('items', 'p', 'a')).toBeDefined()
  again.close()
  discard()
})

it('deletes what is over by and by, along with writes', async () => {
  const { store, file, advance, discard } = openTestStore()
  const documents = Array.from({ length: 50 }, (_, n) => create(`i${n}`, { ttl: 10 }))
  await store.batch('items', 'p', documents)
  advance(10_000)
  const db = new DatabaseSync(file)
  const counts: unknown[] = []
  for (const id of ['a', 'b', 'c']) {
    await store.batch('items', 'p', [create(id)])
    counts.push(db.prepare('SELECT count(*) AS n FROM items WHERE expires IS NOT NULL').get()?.['n'])
  }
  expect(counts).toEqual([30, 10, 0])
  db.close()
  discard()
})

it('names a file that it cannot open, and answers ServiceUnavailable while another holds it', async () => {
  const nowhere = { file: '/nowhere/at/all/store.db', now: () => 0 }
  expect(() => openSqliteStore(nowhere)).toThrow(
    expect.objectContaining({ name: 'StartError', message: expect.stringContaining(nowhere.file) }),
  )
  const { store, file, discard } = openTestStore({ busyTimeout: 1 })
  const other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')
  const writing = [1, 2, 3].map(async (n) => store.batch('items', 'p', [create(`i${n}`)]))
  for (const outcome of await Promise.allSettled(writing)) {
    expect(outcome).toMatchObject({ reason: { code: 'ServiceUnavailable', retryAfter: 1 } })
  }
  other.exec('COMMIT')
  other.close()
  expect(await store.batch('items', 'p', [create('i1')])).toMatchObject({ ok: true })
  discard()
})

it('gives a file of an earlier version the columns and indexes of this one', async () => {
  const { store, file, discard } = openTestStore()
  await store.batch('items', 'p', [
    create('a', { queue: 2.5, headerPending: true, path: 'x', state: 'labeled' }),
    create('b', { queue: 'not a number', headerPending: false, path: null }),
  ])
  store.close()
  const db = new DatabaseSync(file)
  db.exec('CREATE INDEX items_old ON items (part, etag)')
  for (const index of ['queue', 'headerPending_id', 'path']) db.exec(`DROP INDEX "items_${index}"`)
  for (const field of ['queue', 'headerPending', 'path']) db.exec(`ALTER TABLE items DROP COLUMN f_${field}`)
  db.close()
  const again = openSqliteStore({ file, now: () => 1_000_000 })
  const ids = async (orderBy: string, field: string, value: string | boolean) => {
    const where = [{ field, op: 'eq', value }] as const
    return (await again.query('items', 'p', { where, orderBy, limit: 9 })).documents.map(
      ({ document }) => document.id,
    )
  }
  expect(await ids('queue', 'kind', 'item')).toEqual(['a'])
  expect(await ids('path', 'kind', 'item')).toEqual(['a'])
  expect(await ids('id', 'headerPending', true)).toEqual(['a'])
  expect(await ids('id', 'headerPending', false)).toEqual(['b'])
  again.close()
  const after = new DatabaseSync(file)
  expect(after.prepare("SELECT name FROM sqlite_schema WHERE name = 'items_old'").get()).toBeUndefined()
  after.close()
  discard()
})

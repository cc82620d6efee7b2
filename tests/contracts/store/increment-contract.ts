import { expect, it } from '@jest/globals'
import { create, filled, item, newPartition, write } from './helpers.ts'
import type { Use } from './helpers.ts'

export const incrementContract = (use: Use): void => {
  it('adds to numbers, to those that are not there from 0', async () => {
    const { store } = use()
    const partition = await filled(store, [item('a', { n: 5, deep: { b: { c: 1 } } })])
    const by = { n: -7, fresh: 2, 'deep.b.c': 0.5, 'deep.b.d': 4, 'deep.e': 1 }
    const [etag] = await write(store, partition, [{ type: 'increment', id: 'a', by }])
    expect(await store.read('items', partition, 'a')).toEqual({
      document: item('a', { n: -2, fresh: 2, deep: { b: { c: 1.5, d: 4 }, e: 1 } }),
      etag,
    })
  })

  it('needs a document', async () => {
    const { store } = use()
    const partition = newPartition()
    const result = await store.batch('items', partition, [
      create(item('a')),
      { type: 'increment', id: 'b', by: { n: 1 } },
    ])
    expect(result).toEqual({ ok: false, index: 1, failure: 'NotFound' })
    expect(await store.read('items', partition, 'a')).toBeUndefined()
  })

  it.each([{ 'missing.n': 1 }, { text: 1 }, { 'text.n': 1 }, { 'list.n': 1 }, { nothing: 1 }, { 'n.m': 1 }])(
    'refuses %j, and then writes nothing of the batch',
    async (by) => {
      const { store } = use()
      const partition = await filled(store, [item('a', { text: 'x', list: [], nothing: null, n: 1 })])
      const before = await store.read('items', partition, 'a')
      const batch = store.batch('items', partition, [
        create(item('b')),
        { type: 'increment', id: 'a', by: { n: 1 } },
        { type: 'increment', id: 'a', by },
      ])
      await expect(batch).rejects.toThrow(Error)
      expect(await store.read('items', partition, 'a')).toEqual(before)
      expect(await store.read('items', partition, 'b')).toBeUndefined()
    },
  )

  it('holds only while a number has the value of its condition; a missing one counts as 0', async () => {
    const { store } = use()
    const partition = await filled(store, [item('a', { n: 1 })])
    const increment = (field: string, value: number, by: Readonly<Record<string, number>>) =>
      store.batch('items', partition, [
        create(item(`b${field}${value}`)),
        { type: 'increment', id: 'a', by, ifEquals: { field, value } },
      ])
    expect(await increment('n', 2, { n: 1 })).toEqual({ ok: false, index: 1, failure: 'EtagMismatch' })
    expect(await increment('n', 0, { n: 1 })).toMatchObject({ ok: false, failure: 'EtagMismatch' })
    expect(await increment('epoch', 1, { n: 1 })).toMatchObject({ ok: false, failure: 'EtagMismatch' })
    expect(await store.read('items', partition, 'bn2')).toBeUndefined()
    expect(await increment('n', 1, { n: 1 })).toMatchObject({ ok: true })
    expect(await increment('epoch', 0, { epoch: 1 })).toMatchObject({ ok: true })
    // More numbers than one operation of Cosmos DB takes.
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`m${index}`, 1]))
    expect(await increment('epoch', 3, many)).toMatchObject({ ok: false, failure: 'EtagMismatch' })
    expect(await increment('epoch', 1, many)).toMatchObject({ ok: true })
    expect((await store.read('items', partition, 'a'))?.document).toEqual(
      item('a', { n: 2, epoch: 1, ...many }),
    )
  })

  it('changes the etag, so that a replace that knows the old one fails', async () => {
    const { store } = use()
    const partition = newPartition()
    const [ifMatch = ''] = await write(store, partition, [create(item('a'))])
    await write(store, partition, [{ type: 'increment', id: 'a', by: { n: 1 } }])
    expect(
      await store.batch('items', partition, [{ type: 'replace', document: item('a'), ifMatch }]),
    ).toMatchObject({ ok: false, failure: 'EtagMismatch' })
  })

  it('sums up what comes at once', async () => {
    const { store } = use()
    const partition = await filled(store, [item('a', { classes: {} })])
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) =>
        write(store, partition, [
          { type: 'increment', id: 'a', by: { total: 1, [`classes.c${index % 3}`]: 1 } },
        ]),
      ),
    )
    expect((await store.read('items', partition, 'a'))?.document).toEqual(
      item('a', { total: 50, classes: { c0: 17, c1: 17, c2: 16 } }),
    )
  })

  it('moves the document in a query that orders by the number', async () => {
    const { store } = use()
    const partition = await filled(store, [item('a', { queue: 1 }), item('b', { queue: 2 })])
    await write(store, partition, [{ type: 'increment', id: 'a', by: { queue: 5 } }])
    const page = await store.query('items', partition, { where: [], orderBy: 'queue', limit: 10 })
    expect(page.documents.map(({ document }) => document.id)).toEqual(['b', 'a'])
  })
}

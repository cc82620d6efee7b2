import { expect, it } from '@jest/globals'
import { create, filled, item, newPartition, write } from './helpers.ts'
import type { Use } from './helpers.ts'

export const batchContract = (use: Use): void => {
  it('creates once', async () => {
    const { store } = use()
    const partition = newPartition()
    const [etag] = await write(store, partition, [create(item('a', { n: 1 }))])
    expect(await store.read('items', partition, 'a')).toEqual({ document: item('a', { n: 1 }), etag })
    const again = await store.batch('items', partition, [create(item('b')), create(item('a', { n: 2 }))])
    expect(again).toEqual({ ok: false, index: 1, failure: 'AlreadyExists' })
    expect(await store.read('items', partition, 'b')).toBeUndefined()
    expect(await store.read('items', partition, 'a')).toEqual({ document: item('a', { n: 1 }), etag })
  })

  it('replaces and deletes only what still has the etag', async () => {
    const { store } = use()
    const partition = newPartition()
    const [first = ''] = await write(store, partition, [create(item('a'))])
    const replaceWith = (n: number, ifMatch: string) =>
      ({ type: 'replace', document: item('a', { n }), ifMatch }) as const
    const [second = ''] = await write(store, partition, [replaceWith(1, first)])
    expect(second).not.toBe(first)
    const stale = { ok: false, index: 0, failure: 'EtagMismatch' }
    expect(await store.batch('items', partition, [replaceWith(2, first)])).toEqual(stale)
    const remove = (ifMatch: string) => ({ type: 'delete', id: 'a', ifMatch }) as const
    expect(await store.batch('items', partition, [remove(first)])).toEqual(stale)
    expect(await store.read('items', partition, 'a')).toEqual({
      document: item('a', { n: 1 }),
      etag: second,
    })
    expect(await write(store, partition, [remove(second)])).toEqual([''])
    expect(await store.read('items', partition, 'a')).toBeUndefined()
    const missing = { ok: false, index: 0, failure: 'NotFound' }
    expect(await store.batch('items', partition, [remove(second)])).toEqual(missing)
    expect(await store.batch('items', partition, [replaceWith(3, second)])).toEqual(missing)
  })

  it('gives etags that the HTTP layer can put between quotes', async () => {
    const { store } = use()
    const partition = newPartition()
    const [etag] = await write(store, partition, [create(item('a'))])
    expect(etag).toMatch(/^[\x21\x23-\x7e]+$/)
    expect((await store.read('items', partition, 'a'))?.etag).toBe(etag)
  })

  it('never gives an etag twice to one id', async () => {
    const { store } = use()
    const partition = newPartition()
    const seen = new Set<string>()
    for (let round = 0; round < 20; round += 1) {
      const [made = ''] = await write(store, partition, [create(item('a'))])
      const [added = ''] = await write(store, partition, [{ type: 'increment', id: 'a', by: { n: 1 } }])
      await write(store, partition, [{ type: 'delete', id: 'a', ifMatch: added }])
      seen.add(made).add(added)
    }
    expect(seen.size).toBe(40)
  })

  it('shows nothing of a batch that fails at its end', async () => {
    const { store } = use()
    const partition = await filled(store, [item('a', { n: 1 }), item('b', { n: 1 })])
    const before = await store.readMany('items', partition, ['a', 'b'])
    const etag = (await store.read('items', partition, 'a'))?.etag ?? ''
    const result = await store.batch('items', partition, [
      { type: 'replace', document: item('a', { n: 2 }), ifMatch: etag },
      { type: 'increment', id: 'b', by: { n: 5 } },
      create(item('c')),
      { type: 'delete', id: 'd', ifMatch: etag },
      create(item('a')),
    ])
    expect(result).toEqual({ ok: false, index: 3, failure: 'NotFound' })
    const after = await store.readMany('items', partition, ['a', 'b', 'c'])
    expect(new Set(after)).toEqual(new Set(before))
  })

  it('runs the operations of a batch in order', async () => {
    const { store } = use()
    const partition = newPartition()
    const etags = await write(store, partition, [
      create(item('a', { n: 1 })),
      { type: 'increment', id: 'a', by: { n: 2 } },
      { type: 'increment', id: 'a', by: { n: 3 } },
    ])
    expect(await store.read('items', partition, 'a')).toEqual({
      document: item('a', { n: 6 }),
      etag: etags[2],
    })
    const current = etags[2] ?? ''
    await write(store, partition, [
      { type: 'delete', id: 'a', ifMatch: current },
      create(item('a', { again: true })),
    ])
    expect((await store.read('items', partition, 'a'))?.document).toEqual(item('a', { again: true }))
    expect(await store.batch('items', partition, [create(item('b')), create(item('b'))])).toEqual({
      ok: false,
      index: 1,
      failure: 'AlreadyExists',
    })
  })

  it('lets one of many racers win with one etag', async () => {
    const { store } = use()
    const partition = newPartition()
    const [ifMatch = ''] = await write(store, partition, [create(item('a'))])
    const results = await Promise.all(
      Array.from({ length: 100 }, async (_, racer) =>
        store.batch('items', partition, [
          { type: 'replace', document: item('a', { racer }), ifMatch },
          create(item(`won-by-${racer}`)),
        ]),
      ),
    )
    const winners = results.flatMap(({ ok }, racer) => (ok ? [racer] : []))
    expect(winners).toHaveLength(1)
    const made = await store.readMany(
      'items',
      partition,
      results.map((_, racer) => `won-by-${racer}`),
    )
    expect(made.map(({ document }) => document.id)).toEqual([`won-by-${winners[0]}`])
  })

  it('keeps documents exactly, and hands out copies', async () => {
    const { store } = use()
    const document = item('a b ü 日本 😀', {
      text: 'quotes " \' \\ \n \u0000 \u2028 \ud800 😀',
      numbers: [0, -0.1, 1e300, 5e-324, 2 ** 53, -(2 ** 53), 0.1 + 0.2],
      deep: { a: [{ b: null, c: [], d: {} }], '': true, 'x.y': false },
    })
    const partition = await filled(store, [document])
    const first = await store.read('items', partition, document.id)
    expect(first?.document).toEqual(document)
    Object.assign(first?.document ?? {}, { text: 'changed by the caller' })
    expect((await store.read('items', partition, document.id))?.document).toEqual(document)
  })

  it('is not touched by what the caller does to its documents later', async () => {
    const { store } = use()
    const partition = newPartition()
    const document = { ...item('a'), tags: ['one'] }
    const writing = write(store, partition, [create(document)])
    document.tags.push('two')
    await writing
    document.tags.push('three')
    expect((await store.read('items', partition, 'a'))?.document['tags']).toEqual(['one'])
  })

  it('keeps partitions and containers apart', async () => {
    const { store } = use()
    const [one, other] = [newPartition(), newPartition()]
    await write(store, one, [create(item('a', { in: 'one' }))])
    await write(store, other, [create(item('a', { in: 'other' }))])
    expect((await store.read('items', one, 'a'))?.document['in']).toBe('one')
    expect((await store.read('items', other, 'a'))?.document['in']).toBe('other')
    expect(await store.read('workspace', one, 'a')).toBeUndefined()
  })

  it('reads many, each once, without those that are not there', async () => {
    const { store } = use()
    const partition = await filled(store, [item('a'), item('b'), item('c')])
    const found = await store.readMany('items', partition, ['c', 'a', 'x', 'a'])
    expect(found.map(({ document }) => document.id).toSorted()).toEqual(['a', 'c'])
    expect(await store.readMany('items', partition, [])).toEqual([])
  })

  it('takes a batch of the greatest cost', async () => {
    const { store } = use()
    const documents = Array.from({ length: 100 }, (_, index) => item(`i${index}`, { n: index }))
    const partition = await filled(store, documents)
    const ids = documents.map(({ id }) => id)
    expect(await store.readMany('items', partition, ids)).toHaveLength(100)
    await store.ping()
  })
}

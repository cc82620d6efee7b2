import { expect, it } from '@jest/globals'
import { create, filled, idsOf, item, items, newPartition, write } from './helpers.ts'
import type { Use } from './helpers.ts'

export const ttlContract = (use: Use): void => {
  it('hides a document from everything once its time is over', async () => {
    const { store, advance } = use()
    const partition = await filled(store, [item('a', { ttl: 60 }), item('b')])
    const etag = (await store.read('items', partition, 'a'))?.etag ?? ''
    advance(59_000)
    expect(await idsOf(store, partition, items())).toEqual(['a', 'b'])
    advance(1000)
    expect(await store.read('items', partition, 'a')).toBeUndefined()
    expect(await store.readMany('items', partition, ['a'])).toEqual([])
    expect(await idsOf(store, partition, items())).toEqual(['b'])
    const missing = { ok: false, index: 0, failure: 'NotFound' }
    const document = item('a')
    const ifMatch = etag
    expect(await store.batch('items', partition, [{ type: 'replace', document, ifMatch }])).toEqual(missing)
    expect(await store.batch('items', partition, [{ type: 'delete', id: 'a', ifMatch }])).toEqual(missing)
    expect(await store.batch('items', partition, [{ type: 'increment', id: 'a', by: { n: 1 } }])).toEqual(
      missing,
    )
    await write(store, partition, [create(item('a', { again: 1 }))])
    expect((await store.read('items', partition, 'a'))?.document).toEqual(item('a', { again: 1 }))
  })

  it('counts from the last write', async () => {
    const { store, advance } = use()
    const partition = newPartition()
    const [first = ''] = await write(store, partition, [create(item('a', { ttl: 10 }))])
    advance(8000)
    await write(store, partition, [{ type: 'replace', document: item('a', { ttl: 10 }), ifMatch: first }])
    advance(8000)
    await write(store, partition, [{ type: 'increment', id: 'a', by: { n: 1 } }])
    advance(8000)
    const last = await store.read('items', partition, 'a')
    expect(last?.document).toEqual(item('a', { ttl: 10, n: 1 }))
    await write(store, partition, [{ type: 'replace', document: item('a'), ifMatch: last?.etag ?? '' }])
    advance(1_000_000)
    expect(await store.read('items', partition, 'a')).toBeDefined()
  })
}

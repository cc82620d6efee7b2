import { expect, it } from '@jest/globals'
import { create, filled, idsOf, item, items, newPartition, write } from './helpers.ts'
import type { Use } from './helpers.ts'

/** A fence changes nothing. What it does for reads shows only where replicas lag. */
export const fenceContract = (use: Use): void => {
  it('resolves for a partition without documents, and creates none', async () => {
    const { store } = use()
    const partition = newPartition()
    await store.fence('items', partition)
    await store.fence('workspace', partition)
    expect(await store.read('items', partition, 'fence')).toBeUndefined()
    expect(await idsOf(store, partition, items())).toEqual([])
    await write(store, partition, [create(item('fence'))])
  })

  it('leaves documents and etags as they are, also one with its own id', async () => {
    const { store } = use()
    const partition = await filled(store, [item('a', { n: 1 }), item('fence', { n: 2 })])
    const before = await store.readMany('items', partition, ['a', 'fence'])
    await Promise.all([store.fence('items', partition), store.fence('items', partition)])
    const after = await store.readMany('items', partition, ['a', 'fence'])
    expect(after).toEqual(expect.arrayContaining([...before]))
    expect(after).toHaveLength(2)
  })

  it('refuses a partition that cannot be', async () => {
    const refusal: unknown = await use()
      .store.fence('items', '')
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Error)
  })
}

import { describe, expect, test } from '@jest/globals'
import { noCounters, type CountersDocument } from '../../../../../src/domain/model/items/counters.ts'
import {
  forgetCounters,
  knownCounters,
  mayHaveReturned,
  noteIncrements,
  shareCounters,
} from '../../../../../src/domain/model/items/known-counters.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { wrapStore } from '../../../../support/wrapped-store.ts'

const partition = 'u1:0'

const setUp = async (document: CountersDocument | undefined) => {
  const truth = createMemoryStore(() => 0)
  if (document) await truth.batch('items', partition, [{ type: 'create', document }])
  const world = { reads: 0 }
  const store = wrapStore(truth, (_, run) => {
    world.reads += 1
    return run()
  })
  const increment = (by: Readonly<Record<string, number>>) =>
    truth.batch('items', partition, [{ type: 'increment', id: 'counters', by }])
  return { store, world, increment }
}
const { returned: _, labelers: __, days: ___, recent: ____, ...old } = noCounters

describe('the counters that a process knows', () => {
  test('are read once, and again when they are forgotten', async () => {
    const { store, world, increment } = await setUp(noCounters)
    await increment({ epoch: 2, 'labelers.labeled.ana': 1, 'labelers.replaced.b:c': 1 })
    const known = { epoch: 2, returned: 0, labelers: new Set(['ana', 'b:c']), firstDay: 0 }
    expect(await knownCounters(store, partition)).toEqual(known)
    await increment({ epoch: 1 })
    expect(await knownCounters(store, partition)).toEqual(known)
    expect(world.reads).toBe(1)
    forgetCounters(store, partition)
    expect(await knownCounters(store, partition)).toMatchObject({ epoch: 3 })
  })

  test('are those of one store', async () => {
    const [one, other] = [await setUp(noCounters), await setUp(old)]
    await one.increment({ epoch: 2 })
    expect(await knownCounters(one.store, partition)).toMatchObject({ epoch: 2, returned: 0 })
    expect(await knownCounters(other.store, partition)).toMatchObject({ epoch: 0, returned: undefined })
  })

  test('are not remembered before they exist', async () => {
    const { store, world } = await setUp(undefined)
    expect(await knownCounters(store, partition)).toMatchObject({
      epoch: 0,
      returned: 0,
      labelers: new Set(),
    })
    await knownCounters(store, partition)
    expect(world.reads).toBe(2)
  })

  test('are those of the 2000 segments used last', async () => {
    const { store, world } = await setUp(noCounters)
    await knownCounters(store, partition)
    const others = Array.from({ length: 2000 }, (_, index) => `u2:${index}`)
    const truth = createMemoryStore(() => 0)
    for (const one of others) await truth.batch('items', one, [{ type: 'create', document: noCounters }])
    const both = { ...store, read: (...args: Parameters<typeof store.read>) => truth.read(...args) }
    for (const one of others) await knownCounters(both, one)
    expect(await knownCounters(both, others[0]!)).toMatchObject({ epoch: 0 })
    await knownCounters(store, partition)
    expect(world.reads).toBe(1)
  })
})

describe('rejected items in the queue', () => {
  test('are looked up every half minute, and whenever the clock went back', async () => {
    const { store, world, increment } = await setUp(noCounters)
    expect(await mayHaveReturned(store, partition, 100_000)).toBe(false)
    await increment({ returned: 1 })
    expect(await mayHaveReturned(store, partition, 129_999)).toBe(false)
    expect(await mayHaveReturned(store, partition, 130_000)).toBe(true)
    await increment({ returned: -1 })
    expect(await mayHaveReturned(store, partition, 129_999)).toBe(false)
    expect(world.reads).toBe(3)
  })

  test('are known at once from what the process itself wrote', async () => {
    const { store, world } = await setUp(noCounters)
    expect(await mayHaveReturned(store, partition, 0)).toBe(false)
    noteIncrements(store, partition, { labelers: ['ana'], returned: 2 })
    expect(await mayHaveReturned(store, partition, 1)).toBe(true)
    noteIncrements(store, partition, { labelers: [], returned: -2 })
    expect(await mayHaveReturned(store, partition, 2)).toBe(false)
    expect(world.reads).toBe(1)
    expect((await knownCounters(store, partition)).labelers).toEqual(new Set(['ana']))
  })

  test('are read although a write has read the counters, whose age is not known', async () => {
    const { store, world } = await setUp(noCounters)
    await knownCounters(store, partition)
    await mayHaveReturned(store, partition, 0)
    expect(world.reads).toBe(2)
  })

  test('may always be there where they are not counted', async () => {
    const { store } = await setUp(old)
    expect(await mayHaveReturned(store, partition, 0)).toBe(true)
    noteIncrements(store, partition, { labelers: ['ana'], returned: -1 })
    expect(await mayHaveReturned(store, partition, 0)).toBe(true)
  })

  test('of counters that went below zero come up last, not never', async () => {
    const { store } = await setUp({ ...noCounters, returned: -1 })
    expect(await mayHaveReturned(store, partition, 0)).toBe(false)
  })
})

describe('the labelers in a counters document', () => {
  test('are those who are in it, and newcomers while there is room', () => {
    const many = Array.from({ length: 142 }, (_, index) => `${index}`.padStart(36, '0'))
    const some = new Set(many.slice(0, 140))
    expect(shareCounters({ labelers: some }, many.slice(0, 3))).toBe(some)
    const shared = shareCounters({ labelers: some }, [...many.slice(140), 'x'.repeat(36), 'z'])
    // A long name finds no room after the 142nd, a short one does.
    expect([...shared].slice(140)).toEqual([...many.slice(140), 'z'])
    expect(shareCounters({ labelers: shared }, [many[0]!, 'x'.repeat(36)])).toEqual(shared)
  })

  test('have no points in their names', () => {
    expect([...shareCounters({ labelers: new Set(['a:b']) }, ['a.b', 'c.d'])]).toEqual(['a:b', 'c:d'])
  })

  test('are none in the form of version 0.1.0', () => {
    expect([...shareCounters({ labelers: undefined }, ['ana'])]).toEqual([])
  })
})

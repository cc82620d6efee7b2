import { describe, expect, test } from '@jest/globals'
import { noCounters } from '../../../../../src/domain/model/items/counters.ts'
import {
  createCountersCache,
  readCounters,
  sumCounters,
} from '../../../../../src/domain/model/items/read-counters.ts'
import type { Store } from '../../../../../src/domain/ports/store.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { wrapStore } from '../../../../support/wrapped-store.ts'

const withOpen = (open: number) => ({ ...noCounters, states: { unlabeled: 1 }, open })
const put = (store: Store, uid: string, segment: number, open: number) =>
  store.batch('items', `${uid}:${segment}`, [{ type: 'create', document: withOpen(open) }])

const setUp = () => {
  const clock = { now: 1000 }
  const memory = createMemoryStore(() => clock.now)
  const world = { reads: 0, atOnce: 0, most: 0, broken: false }
  const store = wrapStore(memory, async (_, run) => {
    world.reads += 1
    world.atOnce += 1
    world.most = Math.max(world.most, world.atOnce)
    const result = await run().finally(() => (world.atOnce -= 1))
    if (world.broken) throw new Error('No answer')
    return result
  })
  return { clock, memory, store, world, read: createCountersCache({ store, now: () => clock.now }) }
}

describe('the counters of a project', () => {
  test('are read in the order of its segments, some at once, with none for a segment that has no items yet', async () => {
    const { memory, store, world } = setUp()
    for (const segment of [0, 33, 69]) await put(memory, 'u1', segment, segment + 1)
    const found = await readCounters(store, { uid: 'u1', segments: 70 })
    expect(found.map(({ open }, segment) => [segment, open]).filter(([, open]) => open !== 0)).toEqual([
      [0, 1],
      [33, 34],
      [69, 70],
    ])
    expect(found).toHaveLength(70)
    expect(found[1]).toEqual(noCounters)
    expect(world).toMatchObject({ reads: 70, most: 32 })
  })

  test('add up', () => {
    const one = {
      ...noCounters,
      states: { unlabeled: 1, labeled: 2, skipped: 3 },
      open: 4,
      missing: 5,
      changed: 6,
      problems: 7,
      headersPending: 8,
      classes: { c0: 1, c1: 2 },
    }
    const other = {
      ...noCounters,
      states: { labeled: 1, needsReview: 10, approved: 20, removed: 30 },
      open: 1,
      missing: 1,
      changed: 1,
      problems: 1,
      headersPending: 1,
      classes: { c1: 3 },
    }
    expect(sumCounters([one, other])).toEqual({
      total: 67,
      states: { unlabeled: 1, labeled: 3, skipped: 3, needsReview: 10, approved: 20, removed: 30 },
      open: 5,
      missing: 6,
      changed: 7,
      problems: 8,
      headersPending: 9,
      classes: { c0: 1, c1: 5 },
    })
    expect(sumCounters([])).toMatchObject({ total: 0, states: { labeled: 0 }, open: 0, classes: {} })
  })
})

describe('the cache of counters', () => {
  const project = { uid: 'u1', segments: 1 }

  test('reads again what is as old as asked for, or older', async () => {
    const { clock, memory, world, read } = setUp()
    await put(memory, 'u1', 0, 3)
    expect(await read(project, 10)).toEqual([withOpen(3)])
    clock.now += 9
    await read(project, 10)
    expect(world.reads).toBe(1)
    clock.now += 1
    await read(project, 10)
    expect(world.reads).toBe(2)
    await read(project, 0)
    expect(world.reads).toBe(3)
  })

  test('reads again when the clock went back, however far', async () => {
    const { clock, memory, world, read } = setUp()
    await put(memory, project.uid, 0, 1)
    await read(project, 10)
    for (const step of [1, 7_200_000]) {
      clock.now -= step
      await read(project, 10)
    }
    expect(world.reads).toBe(3)
    await read(project, 10)
    expect(world.reads).toBe(3)
  })

  test('reads once for requests at the same time', async () => {
    const { world, read } = setUp()
    await Promise.all([read(project, 10), read(project, 10)])
    expect(world.reads).toBe(1)
  })

  test('keeps no failure', async () => {
    const { world, read } = setUp()
    world.broken = true
    await expect(read(project, 10)).rejects.toThrow('No answer')
    world.broken = false
    expect(await read(project, 10)).toEqual([noCounters])
  })

  test('keeps the 200 projects asked for last, each its own', async () => {
    const { memory, world, read } = setUp()
    const named = (index: number) => ({ uid: `p${index}`, segments: 1 })
    for (let index = 0; index <= 200; index += 1) await put(memory, `p${index}`, 0, index === 1 ? 7 : 1)
    for (let index = 0; index < 200; index += 1) await read(named(index), 10)
    expect(await read(named(1), 10)).toEqual([withOpen(7)])
    expect(world.reads).toBe(200)
    // Read anew, the first is the newest: the second has to go for the next.
    await read(named(0), 0)
    await read(named(200), 10)
    expect(world.reads).toBe(202)
    await read(named(0), 10)
    await read(named(2), 10)
    expect(world.reads).toBe(202)
    await read(named(1), 10)
    expect(world.reads).toBe(203)
  })
})

test('counters of an empty project are not remembered: an import can fill it at once', async () => {
  const { memory, read } = setUp()
  const project = { uid: 'u1', segments: 1 }
  expect(sumCounters(await read(project, 2000)).total).toBe(0)
  await put(memory, 'u1', 0, 1)
  expect(sumCounters(await read(project, 2000)).total).toBe(1)
})

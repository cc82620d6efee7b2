import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { oneBehind, uniformLag } from '../../../../local/cosmos-gateway/replicas.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { create, idsOf, item, items, newPartition, write } from '../../../contracts/store/helpers.ts'
import { openInstances } from '../../../support/cosmos-instances.ts'
import { checkProperty } from '../../../support/property.ts'

const numberIn = async (store: Store, partition: string, id = 'a') =>
  (await store.read('items', partition, id))?.document['n']

const replace = async (store: Store, partition: string, n: number): Promise<void> => {
  const found = await store.read('items', partition, 'a')
  await write(store, partition, [{ type: 'replace', document: item('a', { n }), ifMatch: found?.etag ?? '' }])
}

describe('two instances on replicas that lag', () => {
  it('each see their own writes; those of the other only after a fence', async () => {
    const { one, two, freeze, gateway } = openInstances()
    const partition = newPartition()
    await write(one, partition, [create(item('a', { n: 1, queue: 1 }))])
    freeze()
    await replace(one, partition, 2)
    await write(one, partition, [create(item('b', { queue: 2 }))])
    for (let round = 0; round < 5; round += 1) {
      expect(await numberIn(one, partition)).toBe(2)
      expect(await idsOf(one, partition, items())).toEqual(['a', 'b'])
      // A read brings no newer session: the old state stays, as often as it is asked for.
      expect(await numberIn(two, partition)).toBe(1)
      expect(await two.readMany('items', partition, ['a', 'b'])).toHaveLength(1)
      expect(await idsOf(two, partition, items())).toEqual(['a'])
    }
    await two.fence('items', partition)
    for (let round = 0; round < 5; round += 1) {
      expect(await numberIn(two, partition)).toBe(2)
      expect(await two.readMany('items', partition, ['a', 'b'])).toHaveLength(2)
      expect(await idsOf(two, partition, items())).toEqual(['a', 'b'])
    }
    freeze()
    await replace(one, partition, 3)
    expect(await numberIn(two, partition)).toBe(2)
    expect(gateway.complaints).toEqual([])
  })

  const failing: Readonly<Record<string, (store: Store, partition: string) => Promise<unknown>>> = {
    'a create of what exists': async (store, partition) =>
      store.batch('items', partition, [create(item('a'))]),
    'a replace of an old version': async (store, partition) =>
      store.batch('items', partition, [{ type: 'replace', document: item('a'), ifMatch: '"old"' }]),
    'a replace of what does not exist': async (store, partition) =>
      store.batch('items', partition, [{ type: 'replace', document: item('no'), ifMatch: '"old"' }]),
    'a batch that fails in its second operation': async (store, partition) =>
      store.batch('items', partition, [create(item('c')), create(item('a'))]),
  }
  it.each(Object.keys(failing))('%s brings the newest state, like a fence', async (name) => {
    const { one, two, freeze } = openInstances()
    const partition = newPartition()
    await write(one, partition, [create(item('a', { n: 1 }))])
    freeze()
    await replace(one, partition, 2)
    expect(await numberIn(two, partition)).toBe(1)
    await failing[name]?.(two, partition)
    expect(await numberIn(two, partition)).toBe(2)
  })

  it('a fence is one of all partitions of its container, and of no other container', async () => {
    const { one, two, freeze } = openInstances()
    const partition = newPartition()
    freeze()
    await write(one, partition, [create(item('a', { n: 1 }))])
    await one.batch('workspace', partition, [create(item('a', { n: 1 }))])
    await two.fence('workspace', partition)
    expect(await two.read('workspace', partition, 'a')).toBeDefined()
    expect(await numberIn(two, partition)).toBeUndefined()
  })

  it('an instance that starts later sees the old state, too', async () => {
    const { one, open, freeze, release } = openInstances()
    const partition = newPartition()
    freeze()
    await write(one, partition, [create(item('a', { n: 1 }))])
    const step = open()
    expect(await numberIn(step, partition)).toBeUndefined()
    release()
    expect(await numberIn(step, partition)).toBe(1)
  })

  it('a region that is behind the session is asked again until it is there', async () => {
    const { one, clock } = openInstances({ lag: { behind: () => 50, whenBehind: 'refuse' } })
    const partition = newPartition()
    for (let n = 0; n < 5; n += 1) {
      await write(one, partition, [create(item(`i${n}`, { n }))])
      expect(await numberIn(one, partition, `i${n}`)).toBe(n)
    }
    expect(clock.waits.length).toBeGreaterThan(0)
  })

  it('a batch whose response was lost is settled by what the primary shows', async () => {
    let lose = false
    const { one, two, freeze } = openInstances({
      fault: () => {
        const fault = lose ? ({ status: 408, done: 'first' } as const) : undefined
        lose = false
        return fault
      },
    })
    const partition = newPartition()
    await write(one, partition, [create(item('a', { n: 1 })), create(item('b', { n: 1 }))])
    freeze()
    lose = true
    const { ok } = await one.batch('items', partition, [
      { type: 'increment', id: 'a', by: { n: 1 } },
      { type: 'increment', id: 'b', by: { n: 1 } },
    ])
    expect(ok).toBe(true)
    await two.fence('items', partition)
    expect([await numberIn(two, partition), await numberIn(two, partition, 'b')]).toEqual([2, 2])
  })

  it('never go back in one session, and never miss an acknowledged write behind a fence', async () => {
    const lag = fc.oneof(
      fc.integer({ min: 1, max: 2000 }).map((most) => uniformLag(most, () => 0.5)),
      fc.integer({ min: 1, max: 2000 }).map(oneBehind),
    )
    const steps = fc.array(
      fc.record({
        who: fc.constantFrom('one' as const, 'two' as const),
        does: fc.constantFrom('write', 'read', 'read', 'query', 'fence'),
        wait: fc.constantFrom(0, 1, 20, 500),
      }),
      { minLength: 5, maxLength: 30 },
    )
    await checkProperty(
      'sessions',
      fc.asyncProperty(lag, steps, async (behind, all) => {
        const instances = openInstances({ lag: behind })
        const partition = newPartition()
        let written = 0
        const least = { one: 0, two: 0 }
        for (const { who, does, wait } of all) {
          instances.clock.advance(wait)
          const store = instances[who]
          if (does === 'write') {
            written += 1
            await write(store, partition, [create(item(`i${written}`, { queue: written }))])
            least[who] = written
          } else if (does === 'fence') {
            await store.fence('items', partition)
            least[who] = written
          } else {
            const query = items({ limit: 1000 })
            const seen =
              does === 'query'
                ? (await idsOf(store, partition, query)).length
                : (await store.readMany('items', partition, [`i${written}`, `i${least[who]}`])).length
            if (does === 'query') {
              expect(seen).toBeGreaterThanOrEqual(least[who])
              least[who] = seen
            } else if (least[who] > 0) expect(seen).toBeGreaterThanOrEqual(1)
          }
        }
        expect(instances.gateway.complaints).toEqual([])
      }),
      { runs: 30 },
    )
  })
})

describe('two instances whose clocks differ by two hours', () => {
  const hours = 2 * 3_600_000

  it.each([hours, -hours])('go by the clock of the database (%i ms)', async (wrong) => {
    const { one, open, now } = openInstances()
    const localNow = () => now() + wrong
    const two = open({ now: localNow })
    expect([one.clockDifference(), two.clockDifference()]).toEqual([0, 0])
    await one.ping()
    await two.ping()
    const [first, second] = [now() + one.clockDifference(), localNow() + two.clockDifference()]
    expect(Math.abs(first - second)).toBeLessThan(2000)
    expect(Math.abs(second - now())).toBeLessThan(2000)
  })

  it('follow a local clock that is set while they run', async () => {
    const { open, now } = openInstances()
    let wrong = 0
    const localNow = () => now() + wrong
    const store = open({ now: localNow })
    for (const step of [0, hours, -hours, 0]) {
      wrong = step
      await store.read('items', 'p', 'a')
      expect(Math.abs(localNow() + store.clockDifference() - now())).toBeLessThan(2000)
    }
  })
})

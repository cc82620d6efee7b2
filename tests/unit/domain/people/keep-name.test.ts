import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { userId } from '../../../../src/domain/core/ids.ts'
import { people, peoplePartition } from '../../../../src/domain/model/people/person.ts'
import { createKeepName } from '../../../../src/domain/people/keep-name.ts'
import { faultyStore, type Fault } from '../../../support/faulty-store.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { createForkableStore } from '../../../support/memory-store.ts'
import { checkProperty } from '../../../support/property.ts'

const hour = 3_600_000
const minute = 60_000
const ann = (name: string | undefined, isProgram?: true) => ({
  user: userId.parse('ann'),
  role: 'Labeler' as const,
  name,
  isProgram,
})

const start = () => {
  const clock = { now: 1_700_000_000_000 }
  const primary = createForkableStore(() => clock.now)
  const calls = { writes: 0, fault: 'pass' as Fault }
  const logged: unknown[] = []
  const store = faultyStore(primary, ({ method }) => {
    if (method === 'batch') calls.writes += 1
    return calls.fault
  })
  const keepName = createKeepName({
    store,
    now: () => clock.now,
    log: (...line) => void logged.push(line),
  })
  // What is in memory settles within one turn of the event loop.
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    clock,
    primary,
    calls,
    logged,
    call: async (name: string | undefined, isProgram?: true) => {
      keepName(ann(name, isProgram))
      await settled()
    },
    keepName,
    settled,
    kept: async () => (await people.read(primary, peoplePartition, 'ann'))?.document.name,
  }
}

describe('the name of a caller', () => {
  test('is kept at the first call, and written once', async () => {
    const { call, kept, calls, clock } = start()
    await call('Ann')
    for (let times = 0; times < 5; times += 1) await call('Ann')
    clock.now += hour
    await call('Ann')
    expect(await kept()).toBe('Ann')
    expect(calls.writes).toBe(1)
  })

  test('is kept again when it changes, and at most once a minute', async () => {
    const { call, kept, calls, clock } = start()
    await call('Ann')
    for (const name of ['Ann Lee', 'Ann', 'Ann Lee']) await call(name)
    expect([await kept(), calls.writes]).toEqual(['Ann', 1])
    clock.now += minute
    await call('Ann Lee')
    expect([await kept(), calls.writes]).toEqual(['Ann Lee', 2])
  })

  test('is not kept of a program, and where the token has none', async () => {
    const { call, kept, calls } = start()
    await call('Robot', true)
    await call(undefined)
    expect([await kept(), calls.writes]).toEqual([undefined, 0])
  })

  test('that was deleted is kept again after an hour', async () => {
    const { call, kept, clock, primary } = start()
    await call('Ann')
    const { etag } = (await primary.read('workspace', peoplePartition, 'ann'))!
    await primary.batch('workspace', peoplePartition, [{ type: 'delete', id: 'ann', ifMatch: etag }])
    await call('Ann')
    expect(await kept()).toBeUndefined()
    clock.now += hour
    await call('Ann')
    expect(await kept()).toBe('Ann')
  })

  test('that cannot be kept fails no call, is no line with the name, and is tried again after a minute', async () => {
    const { call, kept, calls, clock, logged } = start()
    calls.fault = 'fail'
    await call('Ann')
    await call('Ann')
    expect(logged).toEqual([['Warning', expect.stringContaining('name'), { error: expect.any(DomainError) }]])
    expect(JSON.stringify(logged)).not.toContain('Ann')
    calls.fault = 'pass'
    clock.now += minute
    await call('Ann')
    expect(await kept()).toBe('Ann')
  })

  test('waits for nobody: at most four are written at once, the others at a later call', async () => {
    const { keepName, settled, primary } = start()
    const users = ['a', 'b', 'c', 'd', 'e', 'f'].map((user) => userId.parse(user))
    const all = async () => (await primary.readMany('workspace', peoplePartition, users)).length
    for (const user of users) keepName({ user, role: 'Labeler', name: user })
    await settled()
    expect(await all()).toBe(4)
    for (const user of users) keepName({ user, role: 'Labeler', name: user })
    await settled()
    expect(await all()).toBe(6)
  })

  test('is kept by an instance that reads the past', async () => {
    const primary = createForkableStore(() => 0)
    const late = createLaggingInstance(primary)
    const lines: unknown[] = []
    const keep = (store: typeof late | typeof primary, name: string) =>
      createKeepName({ store, now: () => 0, log: (...line) => void lines.push(line) })(ann(name))
    keep(primary, 'Ann')
    await new Promise<void>((resolve) => setImmediate(resolve))
    keep(late, 'Ann Lee')
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect((await people.read(primary, peoplePartition, 'ann'))?.document.name).toBe('Ann Lee')
    expect(lines).toEqual([])
  })

  test('is the last one that stayed for a minute, whatever fails, with at most a write for each change', async () => {
    const step = fc.record({
      name: fc.constantFrom('Ann', 'Ann Lee', 'Lee'),
      fault: fc.constantFrom<Fault>('pass', 'pass', 'fail', 'lose', 'conflict'),
      wait: fc.constantFrom(0, minute, hour),
    })
    await checkProperty(
      'keep-name-last',
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.constantFrom('Ann', 'Lee'),
        async (steps, last) => {
          const { call, kept, calls, clock } = start()
          for (const { name, fault, wait } of steps) {
            calls.fault = fault
            await call(name)
            clock.now += wait
          }
          calls.fault = 'pass'
          clock.now += minute
          const before = calls.writes
          await call(last)
          expect(await kept()).toBe(last)
          await call(last)
          expect(calls.writes - before).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

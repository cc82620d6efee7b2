import { expect, it } from '@jest/globals'
import { operationRetention } from '../../../../src/domain/model/operations/operation.ts'
import { purgeInstances } from '../../../../src/domain/operations/purge-instances.ts'

const day = 24 * 3_600_000
const today = 1000 * day

const run = (createdAt: readonly number[], duration = 0) => {
  const clock = { now: today }
  let left = [...createdAt]
  const periods: [number, number][] = []
  const history = {
    purge: async (from: number, to: number) => {
      clock.now += duration
      periods.push([from, to])
      const before = left.length
      left = left.filter((at) => at < from || at >= to)
      return before - left.length
    },
  }
  return { purge: () => purgeInstances({ now: () => clock.now }, history), left: () => left, periods, clock }
}

it('all instances that are older than any operation is kept are purged, and no other', async () => {
  const oldest = today - operationRetention * 1000 - day
  const old = [0, oldest - 400 * day, oldest - 8 * day, oldest - day, oldest - 1]
  const young = [oldest, today - 1]
  const { purge, left, periods } = run([...old, ...young])
  expect(await purge()).toEqual({ purged: old.length, complete: true })
  expect(left()).toEqual(young)
  for (const [from, to] of periods.slice(0, -1)) expect(to - from).toBe(day)
})

it('a run ends in time, and the next one finds less', async () => {
  const { purge, periods, clock } = run([], 2 * 60_000)
  expect(await purge()).toEqual({ purged: 0, complete: false })
  expect(clock.now - today).toBeLessThan(6 * 60_000)
  expect(periods).toHaveLength(2)
})

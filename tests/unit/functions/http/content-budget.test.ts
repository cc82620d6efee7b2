import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { createContentBudget } from '../../../../src/functions/http/content-budget.ts'
import { checkProperty } from '../../../support/property.ts'

/** Lets settled promises run; the timers are not real. */
const settled = (): Promise<void> => jest.advanceTimersByTimeAsync(0)

const setUp = (total: number) => {
  const reserve = createContentBudget(total)
  const ask = (client: string, bytes: number) => {
    const one: { client: string; bytes: number; release?: () => void; error?: unknown } = { client, bytes }
    reserve(client, bytes).then(
      (release) => {
        one.release = release
      },
      (error: unknown) => {
        one.error = error
      },
    )
    return one
  }
  return { ask }
}

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

describe('the room for files in memory', () => {
  it('is given in the order of the requests, as it becomes free', async () => {
    const { ask } = setUp(100)
    const [a, b, c, d] = [ask('ana', 50), ask('ben', 50), ask('carl', 30), ask('dora', 10)]
    await settled()
    expect([a, b, c, d].map(({ release }) => release !== undefined)).toEqual([true, true, false, false])
    a.release?.()
    await settled()
    expect([c, d].map(({ release }) => release !== undefined)).toEqual([true, true])
  })

  it('is not taken by small files before a large one that waits for it', async () => {
    const { ask } = setUp(100)
    const first = ask('ana', 40)
    const [large, small] = [ask('ben', 80), ask('carl', 10)]
    await settled()
    expect([large.release, small.release]).toEqual([undefined, undefined])
    first.release?.()
    await settled()
    expect([large, small].every(({ release }) => release !== undefined)).toBe(true)
  })

  it('is at most half for one client, whose next file holds up nobody else', async () => {
    const { ask } = setUp(100)
    const own = [ask('ana', 30), ask('ana', 20), ask('ana', 1)]
    const other = ask('ben', 50)
    await settled()
    expect(own.map(({ release }) => release !== undefined)).toEqual([true, true, false])
    expect(other.release).toBeDefined()
    own[0]?.release?.()
    await settled()
    expect(own[2]?.release).toBeDefined()
  })

  it('is refused after thirty seconds, with the reason and a time to wait; what waits behind goes on', async () => {
    const { ask } = setUp(100)
    const held = ask('ana', 50)
    const own = ask('ana', 1)
    await jest.advanceTimersByTimeAsync(15_000)
    const [large, small] = [ask('ben', 60), ask('carl', 10)]
    await jest.advanceTimersByTimeAsync(15_000)
    expect(own.error).toMatchObject({ code: 'TooManyRequests', retryAfter: 2 })
    expect([large.error, small.release]).toEqual([undefined, undefined])
    await jest.advanceTimersByTimeAsync(15_000)
    expect(large.error).toMatchObject({ code: 'ServiceUnavailable', retryAfter: 2 })
    expect(small.release).toBeDefined()
    // Also for the time that was waited in vain nothing is held.
    held.release?.()
    small.release?.()
    const all = ask('dora', 100)
    await settled()
    expect(all.release).toBeDefined()
    expect(jest.getTimerCount()).toBe(0)
  })

  it('is never more than there is, and never kept from the only one', async () => {
    const step = fc.record({ client: fc.nat(2), bytes: fc.nat(50), end: fc.nat(9) })
    await checkProperty(
      'content-budget',
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { ask } = setUp(100)
        const all: ReturnType<typeof ask>[] = []
        const held = () => all.filter(({ release }) => release !== undefined)
        const sum = (some: typeof all) => some.reduce((bytes, one) => bytes + one.bytes, 0)
        const end = (one: ReturnType<typeof ask> | undefined) => {
          // Twice, as after an end that also fails.
          one?.release?.()
          one?.release?.()
          if (one) all.splice(all.indexOf(one), 1)
        }
        for (const { client, bytes, end: index } of steps) {
          all.push(ask(`${client}`, bytes))
          await settled()
          expect(sum(held())).toBeLessThanOrEqual(100)
          for (const name of ['0', '1', '2'])
            expect(sum(held().filter((one) => one.client === name))).toBeLessThanOrEqual(50)
          end(held()[index])
          await settled()
        }
        while (all.length > 0) {
          const [first] = held()
          expect(first).toBeDefined()
          end(first)
          await settled()
        }
      }),
    )
  })
})

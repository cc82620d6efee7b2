import { describe, expect, test } from '@jest/globals'
import { at } from '../../../../local/host/clock.ts'
import { createFakeClock } from './fake-clock.ts'

const DAY = 86_400_000

describe('at', () => {
  test('reaches times further away than one setTimeout can', async () => {
    const { clock, advance, state } = createFakeClock(0)
    let fired = -1
    at(clock, 100 * DAY, () => {
      fired = clock.now()
    })
    await advance(99 * DAY)
    expect(fired).toBe(-1)
    await advance(2 * DAY)
    expect(fired).toBe(100 * DAY)
    expect(state.maxDelay).toBe(2 ** 31 - 1)
  })

  test('waits again when the timeout comes early', async () => {
    const { clock, advance } = createFakeClock(0)
    let fired = false
    const early = {
      ...clock,
      after: (ms: number, callback: () => void) => clock.after(Math.max(ms - 1, 1), callback),
    }
    at(early, 10, () => {
      fired = true
    })
    await advance(9)
    expect(fired).toBe(false)
    await advance(1)
    expect(fired).toBe(true)
  })

  test('can be cancelled, also after a partial wait', async () => {
    const { clock, advance } = createFakeClock(0)
    let fired = false
    const cancel = at(clock, 60 * DAY, () => {
      fired = true
    })
    await advance(40 * DAY)
    cancel()
    await advance(40 * DAY)
    expect(fired).toBe(false)
  })
})

import { describe, expect, test } from '@jest/globals'
import { at, settledWithin } from '../../../../local/host/clock.ts'
import { createFakeClock } from './fake-clock.ts'

const day = 86_400_000

const setBack = () => {
  throw new Error('The clock was not set back')
}

describe('at', () => {
  test.each([
    ['two hours', 2 * 3_600_000, 5000],
    ['some seconds', 3000, 1000],
    ['a day, during a wait longer than one setTimeout can', day, 60 * day],
  ])('tells at the time at which it was to wake that the clock was set back by %s', async (_, by, wait) => {
    const { clock, advance } = createFakeClock(0)
    let wrong = by
    const told: string[] = []
    const ahead = { ...clock, now: () => clock.now() + wrong }
    at(
      ahead,
      by + wait,
      () => told.push('reached'),
      () => told.push('set back'),
    )
    wrong = 0
    await advance(wait)
    expect(told).toEqual(['set back'])
  })

  test('takes a clock that was set ahead for what it shows', async () => {
    const { clock, advance } = createFakeClock(0)
    let wrong = 0
    let fired = false
    const fire = () => {
      fired = true
    }
    at({ ...clock, now: () => clock.now() + wrong }, 5000, fire, setBack)
    wrong = day
    await advance(5000)
    expect(fired).toBe(true)
  })

  test('reaches times further away than one setTimeout can', async () => {
    const { clock, advance, state } = createFakeClock(0)
    let fired = -1
    const fire = () => {
      fired = clock.now()
    }
    at(clock, 100 * day, fire, setBack)
    await advance(99 * day)
    expect(fired).toBe(-1)
    await advance(2 * day)
    expect(fired).toBe(100 * day)
    expect(state.maxDelay).toBe(2 ** 31 - 1)
  })

  test('waits again when the timeout comes early', async () => {
    const { clock, advance } = createFakeClock(0)
    let fired = false
    const early = {
      ...clock,
      after: (ms: number, callback: () => void) => clock.after(Math.max(ms - 1, 1), callback),
    }
    const fire = () => {
      fired = true
    }
    at(early, 10, fire, setBack)
    await advance(9)
    expect(fired).toBe(false)
    await advance(1)
    expect(fired).toBe(true)
  })

  test('can be cancelled, also after a partial wait', async () => {
    const { clock, advance } = createFakeClock(0)
    let fired = false
    const fire = () => {
      fired = true
    }
    const cancel = at(clock, 60 * day, fire, setBack)
    await advance(40 * day)
    cancel()
    await advance(40 * day)
    expect(fired).toBe(false)
  })
})

describe('settledWithin', () => {
  const watch = (promise: Promise<void>) => {
    const state = { isDone: false }
    promise.then(
      () => {
        state.isDone = true
      },
      () => {
        throw new Error('It must not reject')
      },
    )
    return state
  }

  test('waits for the work, also for work that fails', async () => {
    const { clock, settle } = createFakeClock(0)
    const { promise, reject } = Promise.withResolvers<void>()
    const state = watch(settledWithin(clock, 10, [promise]))
    await settle()
    expect(state.isDone).toBe(false)
    reject(new Error('on purpose'))
    await settle()
    expect(state.isDone).toBe(true)
  })

  test('waits no longer than asked', async () => {
    const { clock, advance } = createFakeClock(0)
    const state = watch(settledWithin(clock, 10, [new Promise(() => {})]))
    await advance(9)
    expect(state.isDone).toBe(false)
    await advance(1)
    expect(state.isDone).toBe(true)
  })
})

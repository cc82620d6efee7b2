import { afterEach, beforeEach, expect, it, jest } from '@jest/globals'
import { DeadlineExceeded, withDeadline } from '../../../../src/adapters/calls/with-deadline.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

/** What became of the call, `pending` while it has no outcome. */
const outcomeOf = (call: Promise<unknown>) => {
  let outcome: unknown = 'pending'
  void call.then(
    (value) => (outcome = value),
    (error: unknown) => (outcome = error),
  )
  return () => outcome
}

it('ends a call at its deadline, not before, even if it does not listen', async () => {
  let aborted: AbortSignal | undefined
  const outcome = outcomeOf(
    withDeadline(50, (signal) => {
      aborted = signal
      return new Promise(() => {})
    }),
  )
  await jest.advanceTimersByTimeAsync(49)
  expect([outcome(), aborted?.aborted]).toEqual(['pending', false])
  await jest.advanceTimersByTimeAsync(1)
  expect(outcome()).toEqual(new DeadlineExceeded(50))
  expect(aborted?.aborted).toBe(true)
})

it('gives what a call gives in time, and leaves no timer behind', async () => {
  const outcome = outcomeOf(withDeadline(50, () => Promise.resolve('in time')))
  await jest.advanceTimersByTimeAsync(0)
  expect(outcome()).toBe('in time')
  expect(jest.getTimerCount()).toBe(0)
})

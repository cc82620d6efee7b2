import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline'
import { RestError } from '@azure/storage-blob'
import { withRetries } from '../../../../src/adapters/blob/retries.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

const failing = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  new RestError('It failed', {
    statusCode: status,
    response: {
      status,
      headers: createHttpHeaders(headers),
      request: createPipelineRequest({ url: 'https://a.example' }),
    },
  })

const start = (errors: readonly Error[], within = 10_000) => {
  const controller = new AbortController()
  const at: number[] = []
  const begun = performance.now()
  let outcome: unknown = 'pending'
  const run = async () => {
    at.push(Math.round(performance.now() - begun))
    const error = errors[at.length - 1]
    if (error) throw error
    return 'done'
  }
  void withRetries(run, controller.signal, { pause: 200, within }).then(
    (value) => (outcome = value),
    (error: unknown) => (outcome = error),
  )
  return { at, controller, outcome: () => outcome }
}

describe('a call that fails for a moment', () => {
  it('waits as long as storage asks', async () => {
    const { at, outcome } = start([
      failing(503, { 'retry-after': '3' }),
      failing(429, { 'retry-after': '4' }),
    ])
    await jest.advanceTimersByTimeAsync(20_000)
    expect([at, outcome()]).toEqual([[0, 3000, 7000], 'done'])
  })

  it('is not tried again after its deadline: the failure comes at once', async () => {
    const busy = failing(503, { 'retry-after': '10' })
    const { at, outcome } = start([busy])
    await jest.advanceTimersByTimeAsync(0)
    expect([at, outcome()]).toEqual([[0], busy])
    const late = start([failing(503, { 'retry-after': '6' }), failing(503, { 'retry-after': '6' })])
    await jest.advanceTimersByTimeAsync(6000)
    expect(late.at).toEqual([0, 6000])
    expect(late.outcome()).toBeInstanceOf(RestError)
  })

  it('waits longer each time, and is tried five times', async () => {
    const failures = Array.from({ length: 9 }, () => failing(500, { 'retry-after': '0' }))
    const { at, outcome } = start(failures)
    await jest.advanceTimersByTimeAsync(20_000)
    expect(outcome()).toBe(failures[4])
    const pauses = at.slice(1).map((time, index) => time - at[index]!)
    for (const [index, least] of [200, 400, 800, 1600].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(least)
      expect(pauses[index]).toBeLessThanOrEqual(least * 1.25 + 1)
    }
    expect(pauses).toHaveLength(4)
  })

  it.each([400, 403, 404, 409, 501])('is not tried again after %i', async (status) => {
    const { at } = start([failing(status)])
    await jest.advanceTimersByTimeAsync(20_000)
    expect(at).toEqual([0])
  })

  it('ends when it is aborted, and leaves no timer behind', async () => {
    const { controller, outcome, at } = start([failing(503, { 'retry-after': '5' })])
    await jest.advanceTimersByTimeAsync(1000)
    controller.abort()
    await jest.advanceTimersByTimeAsync(0)
    expect(outcome()).toMatchObject({ name: 'AbortError' })
    expect([at, jest.getTimerCount()]).toEqual([[0], 0])
  })
})

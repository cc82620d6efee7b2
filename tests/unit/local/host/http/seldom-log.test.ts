import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { createSeldomLog } from '../../../../../local/host/http/seldom-log.ts'
import type { Log } from '../../../../../local/host/log.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

test('a line a minute at most, with how often it happened since the last one', () => {
  const log = jest.fn<Log>()
  const note = createSeldomLog(log)
  for (let second = 0; second < 61; second += 1) {
    note((count) => `${count} times`)
    jest.advanceTimersByTime(1000)
  }
  expect(log.mock.calls.map(([, , line]) => line)).toEqual(['1 times', '60 times'])
})

import { expect, test } from '@jest/globals'
import { backoff } from '../../../../web/src/outbox/backoff.ts'

test('each failure doubles the pause, up to a minute', () => {
  const middle = () => 0
  expect([0, 1, 2, 5, 6, 40].map((failures) => backoff(failures, undefined, middle))).toEqual([
    500, 1_000, 2_000, 16_000, 30_000, 30_000,
  ])
  expect(backoff(40, undefined, () => 1)).toBe(60_000)
})

test('the time that the service asks for is kept', () => {
  expect(backoff(9, 7, () => 0)).toBe(7_000)
  expect(backoff(0, 0, () => 0.5)).toBe(500)
})

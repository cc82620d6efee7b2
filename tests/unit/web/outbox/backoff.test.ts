import { expect, test } from '@jest/globals'
import { backoff } from '../../../../web/src/outbox/backoff.ts'

const busy = { why: 'Busy' } as const
const offline = { why: 'Offline' } as const

test('each failure doubles the pause, up to a minute', () => {
  const middle = () => 0
  expect([0, 1, 2, 5, 6, 40].map((failures) => backoff(failures, busy, middle))).toEqual([
    500, 1_000, 2_000, 16_000, 30_000, 30_000,
  ])
  expect(backoff(40, busy, () => 1)).toBe(60_000)
})

test('a service that does not answer is asked every ten seconds', () => {
  expect([0, 1, 2, 5, 40].map((failures) => backoff(failures, offline, () => 1))).toEqual([
    1_000, 2_000, 4_000, 10_000, 10_000,
  ])
})

test('the time that the service asks for is kept', () => {
  expect(backoff(9, { ...busy, after: 7 }, () => 0)).toBe(7_000)
  expect(backoff(0, { ...busy, after: 0 }, () => 0.5)).toBe(500)
})

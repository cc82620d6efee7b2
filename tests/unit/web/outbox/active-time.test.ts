import { expect, test } from '@jest/globals'
import { createActiveClock } from '../../../../web/src/outbox/active-time.ts'

test('a pause longer than a minute is no work, and time is counted once', () => {
  let now = 0
  const clock = createActiveClock(() => now)
  now = 2_000
  clock.tick()
  now = 5_000
  expect(clock.take()).toBe(5_000)
  now = 70_000
  expect(clock.take()).toBe(0)
  now = 71_000
  expect(clock.take()).toBe(1_000)
})

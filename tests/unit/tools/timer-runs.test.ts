import { expect, test } from '@jest/globals'
import { runsIn } from '../../../tools/timer-runs.ts'

const day = { from: new Date(2026, 0, 1), to: new Date(2026, 0, 2) }

test.each([
  ['0 * * * * *', 1440],
  ['0 */15 * * * *', 96],
  ['30 */5 * * * *', 288],
  ['0 20 * * * *', 24],
  ['0 0 0 * * *', 1],
  ['0 0 3 2 * *', 0],
])('a timer at %s runs %i times a day', (schedule, runs) => {
  expect(runsIn(schedule, day)).toBe(runs)
})

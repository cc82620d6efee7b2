import { expect, test } from '@jest/globals'
import { distantSchedule } from '../../../tools/distant-schedule.ts'

test.each([
  ['2026-01-15', '0 0 0 1 7 *'],
  ['2026-06-30', '0 0 0 1 12 *'],
  ['2026-07-01', '0 0 0 1 1 *'],
  ['2026-11-30', '0 0 0 1 5 *'],
  ['2026-12-31', '0 0 0 1 6 *'],
])('on %s the schedule is half a year away', (date, schedule) => {
  expect(distantSchedule(new Date(date))).toBe(schedule)
})

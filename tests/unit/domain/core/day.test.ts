import { expect, test } from '@jest/globals'
import { dayOf, toDate } from '../../../../src/domain/core/day.ts'

test.each([
  ['2026-10-01T23:59:59.999Z', '2026-10-01'],
  ['2026-10-02T00:00:00.000Z', '2026-10-02'],
  ['1970-01-01T00:00:00.000Z', '1970-01-01'],
])('%s is on the day %s', (time, date) => {
  expect(toDate(dayOf(Date.parse(time)))).toBe(date)
})

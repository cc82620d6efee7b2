import { expect, test } from '@jest/globals'
import { dayRange } from '../../../../../web/src/features/dashboard/day-range.ts'

const day = 86_400
const start = Date.parse('2026-11-30') / 1000

test('one day has a week around it', () => {
  expect(dayRange([start])).toEqual([start - 6 * day, start + day])
})

test('all days of a longer time are in it, with room at both ends', () => {
  expect(dayRange([start, start + 40 * day])).toEqual([start - day, start + 41 * day])
})

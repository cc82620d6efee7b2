import { expect, test } from '@jest/globals'
import { parseDuration } from '../../../../web/src/core/duration.ts'

test('durations of the API in milliseconds', () => {
  expect(parseDuration('PT30M')).toBe(1_800_000)
  expect(parseDuration('P1DT2H3M4.5S')).toBe(93_784_500)
  expect(parseDuration('half an hour')).toBeUndefined()
})

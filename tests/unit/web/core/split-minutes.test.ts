import { expect, test } from '@jest/globals'
import { splitMinutes } from '../../../../web/src/core/split-minutes.ts'

test.each([
  [0, 0, 0],
  [29_999, 0, 0],
  [30_000, 0, 1],
  [3_599_000, 1, 0],
  [7_500_000, 2, 5],
])('%i ms are %i h %i min', (milliseconds, hours, minutes) => {
  expect(splitMinutes(milliseconds)).toEqual({ hours, minutes })
})

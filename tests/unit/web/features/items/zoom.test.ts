import { expect, test } from '@jest/globals'
import { fit, zoomed } from '../../../../../web/src/features/items/zoom.ts'

test('from the whole picture the steps begin at what is shown', () => {
  expect(zoomed(fit, 1, 0.6)).toBe(0.75)
  expect(zoomed(fit, -1, 0.6)).toBe(0.5)
  expect(zoomed(fit, 1, 20)).toBe(32)
})

test('a larger and a smaller step meet, and both have an end', () => {
  expect(zoomed(zoomed(2, 1, 1), -1, 1)).toBe(2)
  expect(zoomed(32, 1, 1)).toBe(32)
  expect(zoomed(0.25, -1, 1)).toBe(0.25)
})

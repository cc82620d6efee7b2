import { expect, test } from '@jest/globals'
import { largeOf } from '../../../../../web/src/features/labeling/picture-url.ts'

const page = (count: number, width: number, height: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `i${index}`, width, height }))
const isLarge = (
  items: ReturnType<typeof page>,
  layout: number,
  [width, height]: readonly [number, number],
  ratio = 1,
): boolean => items.some(largeOf(items, { layout, room: { width, height }, ratio }))

test('a tile that is about as large as a thumbnail has one', () => {
  expect(isLarge(page(9, 1200, 900), 9, [900, 600])).toBe(false)
  expect(isLarge(page(50, 1200, 900), 50, [2200, 1100])).toBe(false)
})

test('a larger tile has a larger picture: on a large screen, a dense one, and of the last items', () => {
  expect(isLarge(page(9, 1200, 900), 9, [2200, 1100])).toBe(true)
  expect(isLarge(page(9, 1200, 900), 9, [900, 600], 2)).toBe(true)
  expect(isLarge(page(1, 1200, 900), 9, [900, 600])).toBe(true)
  expect(isLarge(page(9, 1200, 900), 1, [320, 300])).toBe(true)
})

test('what counts is the size at which the picture is shown, not that of the tile', () => {
  expect(isLarge(page(9, 300, 900), 9, [2200, 600])).toBe(false)
})

test('large pictures of two pages that do not fit into the memory stay small', () => {
  expect(isLarge(page(25, 4000, 3000), 25, [2500, 1300], 2)).toBe(false)
  expect(isLarge(page(25, 640, 480), 25, [2500, 1300], 2)).toBe(true)
  expect(isLarge(page(9, 3000, 3000), 9, [2200, 1100])).toBe(true)
})

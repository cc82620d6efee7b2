import { expect, test } from '@jest/globals'
import { columnsOf, tileOf } from '../../../../../web/src/features/labeling/fit-tiles.ts'

const wide = { width: 1100, height: 600 }
const tall = { width: 390, height: 500 }

test.each([
  [4, 2, 2],
  [6, 3, 2],
  [9, 3, 3],
  [25, 5, 5],
  [50, 10, 5],
])('a full grid of %i has %i columns, and %i in a tall window', (layout, columns, ifTall) => {
  expect([columnsOf(layout, layout, wide), columnsOf(layout, layout, tall)]).toEqual([columns, ifTall])
})

test('a part of a grid fills the window', () => {
  expect([1, 2, 3, 4].map((count) => columnsOf(9, count, wide))).toEqual([1, 2, 3, 2])
  expect([1, 2, 3, 4].map((count) => columnsOf(9, count, tall))).toEqual([1, 1, 2, 2])
  expect(tileOf(9, 1, wide)).toEqual(wide)
})

test('a page that has more items than the grid shows is a full grid', () => {
  expect(columnsOf(4, 9, wide)).toBe(2)
  expect(tileOf(4, 9, wide)).toEqual({ width: 550, height: 300 })
})

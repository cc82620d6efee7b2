import { expect, test } from '@jest/globals'
import { mostMarked, mostUnasked } from '../../../../src/domain/refresh/missing-limits.ts'

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
  [10, 9],
  [11, 10],
  [20, 10],
  [21, 10],
  [22, 11],
  [1000, 500],
])('of %s files, %s can be gone without a question', (known, most) => {
  expect(mostUnasked(known)).toBe(most)
})

test.each([
  [1, 1000, 21],
  [490, 1000, 500],
  [1, 3, 2],
  [2, 2, 2],
  [5, 100_000, 1015],
])('after %s of %s were counted as gone, %s are marked at most', (gone, known, most) => {
  expect(mostMarked(gone, known)).toBe(most)
})

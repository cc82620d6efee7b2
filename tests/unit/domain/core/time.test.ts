import { describe, expect, test } from '@jest/globals'
import { isFresh } from '../../../../src/domain/core/time.ts'

describe('what a process learned', () => {
  test.each([
    [1000, 1000, true],
    [1009, 1000, true],
    [1010, 1000, false],
    [999, 1000, false],
    [-7_200_000, 1000, false],
    [1000, -Infinity, false],
  ])('at %i of %i is fresh for ten milliseconds: %s', (now, learnedAt, fresh) => {
    expect(isFresh(now, learnedAt, 10)).toBe(fresh)
  })

  test('is never fresh if it may have no age', () => {
    expect(isFresh(1000, 1000, 0)).toBe(false)
  })
})

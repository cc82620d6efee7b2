import { describe, expect, test } from '@jest/globals'
import { isWithin } from '../../../../src/domain/core/time.ts'

describe('a duration', () => {
  test('lasts from its start to its end', () => {
    expect([99, 100, 149, 150].map((now) => isWithin(now, 100, 50))).toEqual([true, true, true, false])
  })

  test('does not last longer because it began under a wrong clock', () => {
    const now = 1_000_000
    expect(isWithin(now, now + 60_000, 50)).toBe(true)
    expect(isWithin(now, now + 60_001, 50)).toBe(false)
    expect(isWithin(now, now + 7_200_000, 3_600_000)).toBe(false)
  })
})

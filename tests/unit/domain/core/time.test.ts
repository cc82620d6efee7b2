import { describe, expect, it, test } from '@jest/globals'
import fc from 'fast-check'
import {
  durationBetween,
  formatDuration,
  isFresh,
  isWithin,
  parseDuration,
} from '../../../../src/domain/core/time.ts'
import { checkProperty } from '../../../support/property.ts'

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

it.each([
  [0, 'PT0S'],
  [90_000, 'PT1M30S'],
  [24 * 3_600_000, 'P1D'],
  [36 * 3_600_000, 'P1DT12H'],
  [90 * 24 * 3_600_000, 'P90D'],
])('formats %i ms as %s', (duration, text) => {
  expect(formatDuration(duration)).toBe(text)
})

it('parses what it formats', async () => {
  await checkProperty(
    'durations',
    fc.asyncProperty(fc.nat(), async (seconds) => {
      expect(parseDuration(formatDuration(seconds * 1000))).toBe(seconds * 1000)
    }),
    { runs: 100 },
  )
})

it('takes durations between two others only', () => {
  const schema = durationBetween('P1D', 'P10D', /^P[0-9DTHMS]{1,20}$/)
  const accepted = ['P1D', 'PT24H', 'P10D', 'PT23H59M59S', 'P10DT1S', 'P', 'PT', '10', 'P-1D'].filter(
    (text) => schema.safeParse(text).success,
  )
  expect(accepted).toEqual(['P1D', 'PT24H', 'P10D'])
})

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

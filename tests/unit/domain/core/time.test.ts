import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { durationBetween, formatDuration, parseDuration } from '../../../../src/domain/core/time.ts'
import { checkProperty } from '../../../support/property.ts'

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
  const schema = durationBetween('P1D', 'P10D')
  const accepted = ['P1D', 'PT24H', 'P10D', 'PT23H59M59S', 'P10DT1S', 'P', 'PT', '10', 'P-1D'].filter(
    (text) => schema.safeParse(text).success,
  )
  expect(accepted).toEqual(['P1D', 'PT24H', 'P10D'])
})

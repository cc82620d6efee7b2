import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { compareCodePoints } from '../../../../src/domain/core/code-points.ts'
import { checkProperty } from '../../../support/property.ts'

const pointsOf = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0)
const sign = (one: readonly number[], other: readonly number[]): number => {
  const at = one.findIndex((point, index) => point !== other[index])
  if (at === -1 || at >= other.length) return Math.sign(one.length - other.length)
  return Math.sign(one[at]! - other[at]!)
}

test('texts are in the order of their code points', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '\u{d7ff}', '\u{e000}', '\u{ffff}', '😀', '\u{10ffff}'),
  })
  await checkProperty(
    'code-points',
    fc.property(text, text, (one, other) => {
      expect(Math.sign(compareCodePoints(one, other))).toBe(sign(pointsOf(one), pointsOf(other)))
    }),
  )
  expect(compareCodePoints('\u{e000}', '😀')).toBeLessThan(0)
})

import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { anyText } from '../../../tools/any-text.ts'

it('has no half of a character, and characters from everywhere', () => {
  const texts = fc.sample(anyText({ minLength: 1, maxLength: 50 }), { numRuns: 500, seed: 1 })
  for (const text of texts) expect(text.isWellFormed()).toBe(true)
  const codes = texts.flatMap((text) => Array.from(text, (one) => one.codePointAt(0) ?? 0))
  expect(codes.some((code) => code < 0x80)).toBe(true)
  expect(codes.some((code) => code >= 0xe000 && code < 0x10000)).toBe(true)
  expect(codes.some((code) => code > 0x10ffff - 0x8000)).toBe(true)
})

it('has what objects have already among its texts', () => {
  const texts = fc.sample(anyText(), { numRuns: 5000, seed: 1 })
  expect(texts).toContain('__proto__')
})

import * as fc from 'fast-check'
import { anyText } from '../../../tools/any-text.ts'
import type { Schema } from './schema.ts'

/** What strings in requests break on, as far as it is known. */
export const strangeStrings: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udc00b',
  '\u202egnp.exe',
  '\ufeff',
  '\u200b',
  '👩‍👩‍👧‍👦',
  'Ａ',
  'é',
  'e\u0301',
  'İ',
  '\u2028',
  '\r\nX-Injected: 1',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'null',
  '-1',
  '1e309',
  '${7*7}',
  '{{7*7}}',
  '%00',
  '../../../etc/passwd',
  '\\\\host\\share',
  "' OR 1=1 --",
  '"; DROP TABLE x; --',
  '<script>alert(1)</script>',
  '=1+1',
  'a'.repeat(256),
  'ä'.repeat(5000),
  '2026-13-45T99:99:99Z',
  'P1Y',
  'http://127.0.0.1:1/x',
  'https://user@example.org/',
  'file:///etc/passwd',
]

const fits = ({ minLength = 0, maxLength = Infinity, pattern = '' }: Schema): readonly string[] =>
  strangeStrings.filter(
    (text) => text.length >= minLength && text.length <= maxLength && new RegExp(pattern, 'u').test(text),
  )

/** Patterns with assertions are beyond fast-check: what fits is chosen from ordinary words. */
const matching = (pattern: string): fc.Arbitrary<string> => {
  const expression = new RegExp(pattern, 'u')
  try {
    return fc.stringMatching(new RegExp(pattern))
  } catch {
    const start = fc.constantFrom('Cat', 'Dog', 'Ärger', '猫', '😀', 'x'.repeat(200))
    return fc
      .tuple(start, fc.string({ unit: 'grapheme', maxLength: 12 }))
      .map(([first, rest]) => (expression.test(first + rest) ? first + rest : first))
  }
}

/** Graphemes may be of several code points: no more of them than fit. */
const cut = (text: string, maxLength: number): string => {
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length > maxLength) break
    kept += character
  }
  return kept
}

const free = ({ minLength = 0, maxLength = 4000 }: Schema): fc.Arbitrary<string> => {
  const long = Math.min(maxLength, 30_000)
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .string({ unit: 'grapheme', minLength, maxLength: Math.min(long, 24) })
        .map((text) => cut(text, maxLength)),
    },
    { weight: 1, arbitrary: fc.constant('x'.repeat(Math.max(minLength, 1))) },
    { weight: 1, arbitrary: fc.constant('y'.repeat(long)) },
    { weight: 1, arbitrary: fc.constant('😀'.repeat(Math.max(1, Math.floor(long / 2)))) },
  )
}

const formatted: Readonly<Record<string, readonly string[]>> = {
  uri: ['https://example.org/how', 'https://example.org/%F0%9F%98%80?a=b#c'],
  'date-time': ['2026-11-25T10:00:00.000Z'],
}

/** Strings that the schema allows. */
export const validString = (schema: Schema): fc.Arbitrary<string> => {
  const values = schema.format === undefined ? undefined : formatted[schema.format]
  const usual = schema.pattern === undefined ? free(schema) : matching(schema.pattern)
  const strange = fits(schema)
  const any =
    strange.length === 0
      ? usual
      : fc.oneof({ weight: 2, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...strange) })
  const plain = values ? fc.constantFrom(...values) : any
  return typeof schema.example === 'string'
    ? fc.oneof({ weight: 3, arbitrary: fc.constant(schema.example) }, { weight: 1, arbitrary: plain })
    : plain
}

/** Strings that it does not allow, or hardly. */
export const wildString = ({ minLength = 0, maxLength }: Schema): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...strangeStrings),
    anyText({ maxLength: 40 }),
    fc.constantFrom(
      'x'.repeat(Math.max(0, minLength - 1)),
      'y'.repeat((maxLength ?? 1000) + 1),
      '😀'.repeat(maxLength ?? 1000),
    ),
  )

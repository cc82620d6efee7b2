import * as fc from 'fast-check'
import { anyText } from '../../../tools/any-text.ts'
import type { Mutation } from '../draft.ts'

const strangeSegments: readonly string[] = [
  '..',
  '.',
  '%2e%2e',
  '%2E%2E%2F%2e%2e',
  '.%2e',
  '%252e%252e',
  '%25252e',
  '%252f',
  '%00',
  'a%00b',
  '%ff',
  '%c0%af',
  '%ED%A0%80',
  '%',
  '%zz',
  '%2',
  '%2f',
  'a%2fb',
  '..%5c..%5c',
  '',
  '%20',
  '%0d%0aX-Injected:%201',
  '%F0%9F%98%80',
  '%E2%80%AEtxt',
  '%EF%BB%BF',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'null',
  '-1',
  '*',
  '$web',
  '{project}',
  'a;b=c',
  "'%20OR%20'1'='1",
  '%22',
  '<script>',
  '|',
  '^`',
  'a'.repeat(128),
  'a'.repeat(256),
  'a'.repeat(4000),
  '%F0%9F%98%80'.repeat(300),
  '0'.repeat(32),
  'NUL',
]

const segment = fc.oneof(
  fc.constantFrom(...strangeSegments),
  anyText({ minLength: 1, maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
)

const replaced = fc.tuple(fc.nat(10), segment).map(([at, text]): Mutation => (draft) => ({
  ...draft,
  segments: draft.segments.with(1 + (at % (draft.segments.length - 1)), text),
}))
const inserted = fc.tuple(fc.nat(10), segment).map(([at, text]): Mutation => (draft) => ({
  ...draft,
  segments: draft.segments.toSpliced(1 + (at % draft.segments.length), 0, text),
}))
const removed = fc.nat(10).map((at): Mutation => (draft) => ({
  ...draft,
  segments: draft.segments.toSpliced(1 + (at % (draft.segments.length - 1)), 1),
}))
const spelled = fc
  .constantFrom<(text: string) => string>(
    (text) => text.toUpperCase(),
    (text) => text.replaceAll(/[a-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    (text) => `${text}%20`,
    (text) => `${text}.`,
    (text) => `${text};v=1`,
  )
  .chain((change) =>
    fc.nat(10).map((at): Mutation => (draft) => {
      const index = at % draft.segments.length
      return { ...draft, segments: draft.segments.with(index, change(draft.segments[index] ?? '')) }
    }),
  )
const tailed = fc
  .constantFrom('/', '//', '/.', '/..', '/%2e%2e', '/./', '/x/../..', '%2f', '?', '#a')
  .map((tail): Mutation => (draft) => ({ ...draft, tail }))

export const pathMutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: replaced },
  { weight: 1, arbitrary: inserted },
  { weight: 1, arbitrary: removed },
  { weight: 1, arbitrary: spelled },
  { weight: 1, arbitrary: tailed },
)

const strangeValues: readonly string[] = [
  '',
  '0',
  '-1',
  '201',
  '1e1',
  '1e309',
  'NaN',
  '0x10',
  '%201',
  '٣',
  'true',
  'null',
  '%00',
  '%ff',
  '%',
  '%zz',
  '+',
  '%ED%A0%80',
  '%F0%9F%98%80',
  '..%2f..',
  '[]',
  'a'.repeat(3000),
  'a'.repeat(9000),
].map((value) => (/^[\x21-\x7e]*$/.test(value) ? value : encodeURIComponent(value)))

const strangeNames = [
  'x',
  '',
  '__proto__',
  'maxpagesize',
  'continuation',
  'MaxPageSize',
  'a%00',
  '%ff',
  'state[]',
  'sig',
  'exp',
]

const pair = fc
  .tuple(fc.constantFrom(...strangeNames), fc.constantFrom(...strangeValues))
  .map(([name, value]) => `${name}=${value}`)

const nameOf = (text: string): string => text.replace(/=.*$/s, '')

export const queryMutation: fc.Arbitrary<Mutation> = fc.oneof(
  pair.map((text): Mutation => (draft) => ({ ...draft, query: [...draft.query, text] })),
  fc.tuple(fc.nat(10), fc.constantFrom(...strangeValues)).map(([at, value]): Mutation => (draft) => {
    if (draft.query.length === 0) return draft
    const index = at % draft.query.length
    return { ...draft, query: draft.query.with(index, `${nameOf(draft.query[index] ?? '')}=${value}`) }
  }),
  fc.constantFrom(1, 2, 300).map((times): Mutation => (draft) => ({
    ...draft,
    query: Array.from({ length: times + 1 }, () => (draft.query.length > 0 ? draft.query : ['a=1'])).flat(),
  })),
  fc
    .constantFrom('&', '=', '=&=', '?', ';', 'a', '%')
    .map((text): Mutation => (draft) => ({ ...draft, query: [...draft.query, text] })),
)

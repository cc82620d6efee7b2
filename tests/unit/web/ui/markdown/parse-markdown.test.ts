import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Block, Inline } from '../../../../../web/src/ui/markdown/markdown.ts'
import { parseInline } from '../../../../../web/src/ui/markdown/parse-inline.ts'
import { parseMarkdown } from '../../../../../web/src/ui/markdown/parse-markdown.ts'

const text = (words: string): Inline => ({ kind: 'text', text: words })

test('headings, paragraphs and fenced code are blocks', () => {
  expect(parseMarkdown('# Bags\n\nA bag\nhas a handle.\n```\n# no *heading*\n```\n')).toEqual([
    { kind: 'heading', level: 1, parts: [text('Bags')] },
    { kind: 'paragraph', lines: [[text('A bag')], [text('has a handle.')]] },
    { kind: 'code', text: '# no *heading*' },
  ])
})

test('lists have lists below their items', () => {
  const list = (isOrdered: boolean, ...items: readonly (readonly [string, ...Block[]])[]): Block => ({
    kind: 'list',
    isOrdered,
    items: items.map(([words, ...below]) => ({ parts: [text(words)], below })),
  })
  expect(parseMarkdown('- a\n  1. b\n  2. c\n- d')).toEqual([
    list(false, ['a', list(true, ['b'], ['c'])], ['d']),
  ])
})

test('emphasis, code and links are parts of a line', () => {
  expect(parseInline('*a* **b _c_** `*d*` [e](https://example.org/x)')).toEqual([
    { kind: 'emphasis', parts: [text('a')] },
    text(' '),
    { kind: 'strong', parts: [text('b '), { kind: 'emphasis', parts: [text('c')] }] },
    text(' '),
    { kind: 'code', text: '*d*' },
    text(' '),
    { kind: 'link', url: 'https://example.org/x', parts: [text('e')] },
  ])
  expect(parseInline('see https://example.org/a.')).toEqual([
    text('see '),
    { kind: 'link', url: 'https://example.org/a', parts: [text('https://example.org/a')] },
    text('.'),
  ])
})

test.each([
  '<b>a</b>',
  '[a](javascript:alert(1))',
  '[a](data:text/html,x)',
  'my_file_name',
  '2 * 3 * 4',
  'a ** b',
])('%s is text', (line) => {
  expect(parseInline(line)).toEqual([text(line)])
})

test('a backslash takes the meaning of a sign away', () => {
  expect(parseInline('\\*a\\*')).toEqual([text('*a*')])
})

const lettersOf = (parts: readonly Inline[]): string =>
  parts
    .map((part) => (part.kind === 'text' || part.kind === 'code' ? part.text : lettersOf(part.parts)))
    .join('')

test('no word of any line is lost, and no link leads to anything but a web page', () => {
  const token = fc.constantFrom(
    '*',
    '**',
    '_',
    '`',
    '[',
    '](',
    ')',
    'https://a.b',
    'javascript:',
    'x',
    ' ',
    '\\',
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
      const line = tokens.join('')
      const parts = parseInline(line)
      expect(lettersOf(parts).replaceAll(/[^x]/g, '')).toBe(line.replaceAll(/[^x]/g, ''))
      for (const part of parts) if (part.kind === 'link') expect(part.url).toMatch(/^https?:\/\//)
    }),
  )
})

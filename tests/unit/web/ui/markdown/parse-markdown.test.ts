import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Block, Inline } from '../../../../../web/src/ui/markdown/markdown.ts'
import { parseMarkdown } from '../../../../../web/src/ui/markdown/parse-markdown.ts'
import { checkProperty } from '../../../../support/property.ts'

const text = (words: string): Inline => ({ kind: 'text', text: words })
const paragraph = (...parts: readonly Inline[]): Block => ({ kind: 'paragraph', parts })

test('headings, paragraphs and fenced code are blocks', () => {
  expect(parseMarkdown('# Bags\n\nA bag\nhas a handle.\n\n```\n# no *heading*\n```\n')).toEqual([
    { kind: 'heading', level: 1, parts: [text('Bags')] },
    paragraph(text('A bag\nhas a handle.')),
    { kind: 'code', text: '# no *heading*' },
  ])
})

test('lists have lists below their items', () => {
  const list = (isOrdered: boolean, ...items: readonly (readonly Block[])[]): Block => ({
    kind: 'list',
    isOrdered,
    items,
  })
  expect(parseMarkdown('- a\n  1. b\n  2. c\n- d')).toEqual([
    list(
      false,
      [paragraph(text('a')), list(true, [paragraph(text('b'))], [paragraph(text('c'))])],
      [paragraph(text('d'))],
    ),
  ])
})

test('emphasis, code and links are parts of a text', () => {
  expect(parseMarkdown('*a* **b _c_** `*d*` [e](https://example.org/x)')).toEqual([
    paragraph(
      { kind: 'emphasis', parts: [text('a')] },
      text(' '),
      { kind: 'strong', parts: [text('b '), { kind: 'emphasis', parts: [text('c')] }] },
      text(' '),
      { kind: 'code', text: '*d*' },
      text(' '),
      { kind: 'link', url: 'https://example.org/x', parts: [text('e')] },
    ),
  ])
  expect(parseMarkdown('see https://example.org/a.')).toEqual([
    paragraph(
      text('see '),
      { kind: 'link', url: 'https://example.org/a', parts: [text('https://example.org/a')] },
      text('.'),
    ),
  ])
})

const lettersOf = (parts: readonly Inline[]): string =>
  parts
    .map((part) => {
      if (part.kind === 'break') return '\n'
      return 'text' in part ? part.text : lettersOf(part.parts)
    })
    .join('')

test.each([
  '<b>a</b>',
  '[a](javascript:alert(1))',
  '[a](data:text/html,x)',
  '![a](https://example.org/a.png)',
])('%s stays text', (line) => {
  const [block] = parseMarkdown(line)
  expect(block?.kind === 'paragraph' ? lettersOf(block.parts) : undefined).toBe(line)
})

const partsIn = (block: Block): readonly Inline[] => {
  switch (block.kind) {
    case 'code':
      return []
    case 'quote':
      return block.blocks.flatMap(partsIn)
    case 'list':
      return block.items.flat().flatMap(partsIn)
    case 'heading':
    case 'paragraph':
      return block.parts
  }
}
const linksIn = (parts: readonly Inline[]): readonly string[] =>
  parts.flatMap((part) => {
    if (part.kind === 'link') return [part.url, ...linksIn(part.parts)]
    return 'parts' in part ? linksIn(part.parts) : []
  })

test('no link of any instructions leads to anything but a web page', async () => {
  const token = fc.constantFrom(
    '*',
    '**',
    '_',
    '`',
    '[',
    '](',
    ')',
    '<',
    '>',
    '# ',
    '- ',
    '1. ',
    '\n',
    '\\',
    '&colon;',
    'a',
    ' ',
    'https://example.org',
    'javascript:',
    'data:text/html,',
    'vbscript:',
    'JaVaScRiPt&#58;',
    '//x',
  )
  await checkProperty(
    'no link of any instructions leads to anything but a web page',
    fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
      for (const url of parseMarkdown(tokens.join('')).flatMap((block) => linksIn(partsIn(block))))
        expect(url).toMatch(/^https?:\/\//i)
    }),
  )
})

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

test.each([
  ['quotes', '>'.repeat(9000)],
  ['lists', '- '.repeat(2500)],
  ['numbered lists', '1. '.repeat(5000)],
  ['emphasis', `${'*'.repeat(9000)}a${'*'.repeat(9000)}`],
  ['open brackets', '['.repeat(9000)],
  ['links', `${'['.repeat(6000)}a${'](b)'.repeat(3000)}`],
])('%s within each other are shown, however deep they are', (_, source) => {
  const blocks = parseMarkdown(source)
  expect(blocks.length).toBeGreaterThan(0)
  expect(depthOf(blocks)).toBeLessThan(150)
})

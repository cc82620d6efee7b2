import type { Block, ListItem } from './markdown.ts'
import { parseInline } from './parse-inline.ts'

const heading = /^(#{1,6})\s+(.*?)\s*#*$/
const fence = /^\s{0,3}```/
const item = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/

interface Line {
  readonly indent: number
  readonly isOrdered: boolean
  readonly text: string
}

const itemOf = (line: string): Line | undefined => {
  const [whole, space = '', number, text = ''] = item.exec(line) ?? []
  if (whole === undefined) return undefined
  return { indent: space.replaceAll('\t', '    ').length, isOrdered: number !== undefined, text }
}

/** A list from lines that are all items; those that are indented more than the first are lists below an item. */
const listsOf = (lines: readonly Line[]): readonly Block[] => {
  const blocks: { kind: 'list'; isOrdered: boolean; items: ListItem[] }[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at]
    if (!line) break
    const next = lines.findIndex((other, index) => index > at && other.indent <= line.indent)
    const end = next < 0 ? lines.length : next
    const below = listsOf(lines.slice(at + 1, end))
    const last = blocks.at(-1)
    const one: ListItem = { parts: parseInline(line.text), below }
    if (last?.isOrdered === line.isOrdered) last.items.push(one)
    else blocks.push({ kind: 'list', isOrdered: line.isOrdered, items: [one] })
    at = end
  }
  return blocks
}

const isOrdinary = (line: string): boolean =>
  line.trim() !== '' && !heading.test(line) && !fence.test(line) && !itemOf(line)

/** Reads the Markdown of instructions: headings, paragraphs, lists, fenced code; all else is text. */
export const parseMarkdown = (text: string): readonly Block[] => {
  const lines = text.split(/\r\n?|\n/)
  const blocks: Block[] = []
  const endOf = (from: number, holds: (line: string) => boolean): number => {
    const end = lines.findIndex((line, index) => index >= from && !holds(line))
    return end < 0 ? lines.length : end
  }
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? ''
    const [, marks = '', title = ''] = heading.exec(line) ?? []
    if (fence.test(line)) {
      const end = endOf(at + 1, (one) => !fence.test(one))
      blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') })
      at = end + 1
    } else if (marks !== '') {
      blocks.push({ kind: 'heading', level: marks.length, parts: parseInline(title) })
      at += 1
    } else if (itemOf(line)) {
      const end = endOf(at, (one) => itemOf(one) !== undefined)
      blocks.push(...listsOf(lines.slice(at, end).flatMap((one) => itemOf(one) ?? [])))
      at = end
    } else if (line.trim() === '') at += 1
    else {
      const end = endOf(at, isOrdinary)
      blocks.push({ kind: 'paragraph', lines: lines.slice(at, end).map((one) => parseInline(one.trim())) })
      at = end
    }
  }
  return blocks
}

import type { Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import type { Block, Inline } from './markdown.ts'

const isWebPage = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url)

/** Quotes, lists and emphasis within each other: what is deeper stays the text that it is. People write three or four. */
const deepest = 20

/** More marks at the beginning of a line, or in a row, than any text has: the parser would take minutes for them. */
const tooDeep = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){21}|([*_[])\1{499}/m

/** Undefined where the text is nested too deep for the parser, which walks as deep. */
const readTree = (source: string): readonly RootContent[] | undefined => {
  if (tooDeep.test(source)) return undefined
  try {
    return fromMarkdown(source, {
      extensions: [gfmAutolinkLiteral()],
      mdastExtensions: [gfmAutolinkLiteralFromMarkdown()],
    }).children
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Reads the Markdown of instructions. What the app does not show as such, HTML first of all, stays the text that it is. */
export const parseMarkdown = (source: string): readonly Block[] => {
  const textOf = ({ position }: Nodes): string =>
    source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)

  const partOf = (node: PhrasingContent, depth: number): Inline => {
    const partsOf = (nodes: readonly PhrasingContent[]) => nodes.map((one) => partOf(one, depth + 1))
    if (node.type === 'text') return { kind: 'text', text: node.value }
    if (node.type === 'inlineCode') return { kind: 'code', text: node.value }
    if (node.type === 'break') return { kind: 'break' }
    if (depth >= deepest) return { kind: 'text', text: textOf(node) }
    if (node.type === 'emphasis' || node.type === 'strong')
      return { kind: node.type, parts: partsOf(node.children) }
    if (node.type === 'link' && isWebPage(node.url))
      return { kind: 'link', url: node.url, parts: partsOf(node.children) }
    return { kind: 'text', text: textOf(node) }
  }

  const blockOf = (node: RootContent, depth: number): Block => {
    const partsOf = (nodes: readonly PhrasingContent[]) => nodes.map((one) => partOf(one, 0))
    const blocksOf = (nodes: readonly RootContent[]) => nodes.map((one) => blockOf(one, depth + 1))
    if (node.type === 'heading') return { kind: 'heading', level: node.depth, parts: partsOf(node.children) }
    if (node.type === 'paragraph') return { kind: 'paragraph', parts: partsOf(node.children) }
    if (node.type === 'code') return { kind: 'code', text: node.value }
    if (depth < deepest && node.type === 'blockquote')
      return { kind: 'quote', blocks: blocksOf(node.children) }
    if (depth < deepest && node.type === 'list') {
      const items = node.children.map(({ children }) => blocksOf(children))
      return { kind: 'list', isOrdered: node.ordered === true, items }
    }
    return { kind: 'paragraph', parts: [{ kind: 'text', text: textOf(node) }] }
  }

  const children = readTree(source)
  if (!children) return [{ kind: 'paragraph', parts: [{ kind: 'text', text: source }] }]
  return children.map((one) => blockOf(one, 0))
}

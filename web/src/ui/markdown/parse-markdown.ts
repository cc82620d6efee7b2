import type { Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import type { Block, Inline } from './markdown.ts'

const isWebPage = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url)

/** Reads the Markdown of instructions. What the app does not show as such, HTML first of all, stays the text that it is. */
export const parseMarkdown = (source: string): readonly Block[] => {
  const textOf = ({ position }: Nodes): string =>
    source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)

  const partOf = (node: PhrasingContent): Inline => {
    if (node.type === 'text') return { kind: 'text', text: node.value }
    if (node.type === 'inlineCode') return { kind: 'code', text: node.value }
    if (node.type === 'break') return { kind: 'break' }
    if (node.type === 'emphasis' || node.type === 'strong')
      return { kind: node.type, parts: node.children.map(partOf) }
    if (node.type === 'link' && isWebPage(node.url))
      return { kind: 'link', url: node.url, parts: node.children.map(partOf) }
    return { kind: 'text', text: textOf(node) }
  }

  const blockOf = (node: RootContent): Block => {
    if (node.type === 'heading')
      return { kind: 'heading', level: node.depth, parts: node.children.map(partOf) }
    if (node.type === 'paragraph') return { kind: 'paragraph', parts: node.children.map(partOf) }
    if (node.type === 'code') return { kind: 'code', text: node.value }
    if (node.type === 'blockquote') return { kind: 'quote', blocks: node.children.map(blockOf) }
    if (node.type === 'list') {
      const items = node.children.map(({ children }) => children.map(blockOf))
      return { kind: 'list', isOrdered: node.ordered === true, items }
    }
    return { kind: 'paragraph', parts: [{ kind: 'text', text: textOf(node) }] }
  }

  const { children } = fromMarkdown(source, {
    extensions: [gfmAutolinkLiteral()],
    mdastExtensions: [gfmAutolinkLiteralFromMarkdown()],
  })
  return children.map(blockOf)
}

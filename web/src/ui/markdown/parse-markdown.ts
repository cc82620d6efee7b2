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
    switch (node.type) {
      case 'text':
        return { kind: 'text', text: node.value }
      case 'inlineCode':
        return { kind: 'code', text: node.value }
      case 'break':
        return { kind: 'break' }
      case 'emphasis':
      case 'strong':
        return { kind: node.type, parts: node.children.map(partOf) }
      case 'link':
        return isWebPage(node.url)
          ? { kind: 'link', url: node.url, parts: node.children.map(partOf) }
          : { kind: 'text', text: textOf(node) }
      default:
        return { kind: 'text', text: textOf(node) }
    }
  }

  const blockOf = (node: RootContent): Block => {
    switch (node.type) {
      case 'heading':
        return { kind: 'heading', level: node.depth, parts: node.children.map(partOf) }
      case 'paragraph':
        return { kind: 'paragraph', parts: node.children.map(partOf) }
      case 'code':
        return { kind: 'code', text: node.value }
      case 'blockquote':
        return { kind: 'quote', blocks: node.children.map(blockOf) }
      case 'list':
        return {
          kind: 'list',
          isOrdered: node.ordered === true,
          items: node.children.map(({ children }) => children.map(blockOf)),
        }
      default:
        return { kind: 'paragraph', parts: [{ kind: 'text', text: textOf(node) }] }
    }
  }

  const { children } = fromMarkdown(source, {
    extensions: [gfmAutolinkLiteral()],
    mdastExtensions: [gfmAutolinkLiteralFromMarkdown()],
  })
  return children.map(blockOf)
}

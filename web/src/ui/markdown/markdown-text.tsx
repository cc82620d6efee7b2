import { createElement, Fragment, type ReactNode } from 'react'
import type { Block, Inline } from './markdown.ts'
import { parseMarkdown } from './parse-markdown.ts'
import './markdown.css'

/** Parts of a text that never change places, so they need no keys. */
const inOrder = (nodes: readonly ReactNode[]): ReactNode => createElement(Fragment, undefined, ...nodes)

const showParts = (parts: readonly Inline[]): ReactNode => inOrder(parts.map(showPart))

const showPart = (part: Inline): ReactNode => {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'code':
      return <code>{part.text}</code>
    case 'break':
      return <br />
    case 'strong':
      return <strong>{showParts(part.parts)}</strong>
    case 'emphasis':
      return <em>{showParts(part.parts)}</em>
    case 'link':
      return (
        <a href={part.url} target="_blank" rel="noreferrer">
          {showParts(part.parts)}
        </a>
      )
  }
}

const headings = ['h3', 'h4', 'h5', 'h6'] as const

/** The only paragraph of an item needs no space around it. */
const showItem = (blocks: readonly Block[]): ReactNode => {
  const [first, ...below] = blocks
  return (
    <li>
      {first?.kind === 'paragraph'
        ? inOrder([showParts(first.parts), showBlocks(below)])
        : showBlocks(blocks)}
    </li>
  )
}

const showBlock = (block: Block): ReactNode => {
  switch (block.kind) {
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      )
    case 'paragraph':
      return <p>{showParts(block.parts)}</p>
    case 'quote':
      return <blockquote>{showBlocks(block.blocks)}</blockquote>
    case 'heading': {
      // The screen and the panel have the first two levels.
      const Heading = headings[Math.min(block.level, headings.length) - 1] ?? 'h6'
      return <Heading>{showParts(block.parts)}</Heading>
    }
    case 'list': {
      const items = inOrder(block.items.map(showItem))
      return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
  }
}

const showBlocks = (blocks: readonly Block[]): ReactNode => inOrder(blocks.map(showBlock))

/** Instructions as the lead wrote them. They become elements of the app, never HTML. */
export const MarkdownText = ({ text }: { readonly text: string }): ReactNode => (
  <div className="markdown">{showBlocks(parseMarkdown(text))}</div>
)

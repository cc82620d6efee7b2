const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/** `code`, **bold** and *emphasis*; code is literal. */
const renderInline = (text: string): string =>
  escape(text)
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`')
        ? `<code>${part.slice(1, -1)}</code>`
        : part
            .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
            .replaceAll(/\*([^*]+)\*/g, '<em>$1</em>'),
    )
    .join('')

/** The id of a heading: `Labeling, page by page` → `labeling-page-by-page`. */
export const sectionIdOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

const itemStart = /^(?:\d+\.|-) /

/** The items of a list; a line that does not begin one continues the one before. */
const itemsOf = (lines: readonly string[]): readonly string[] => {
  const items: string[] = []
  for (const line of lines)
    if (itemStart.test(line)) items.push(line.replace(itemStart, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  return items
}

const renderBlock = (block: string): string => {
  const lines = block.split('\n')
  const [first = ''] = lines
  if (first.startsWith('```')) return `<pre>${escape(lines.slice(1, -1).join('\n'))}</pre>`
  if (first.startsWith('## ')) {
    const heading = first.slice(3)
    return `<h2 id="${sectionIdOf(heading)}">${renderInline(heading)}</h2>`
  }
  if (!itemStart.test(first)) return `<p>${renderInline(lines.join(' '))}</p>`
  const tag = first.startsWith('-') ? 'ul' : 'ol'
  return `<${tag}>\n${itemsOf(lines)
    .map((item) => `<li>${renderInline(item)}</li>`)
    .join('\n')}\n</${tag}>`
}

/**
 * HTML of a text in the part of Markdown that the guide uses: headings, paragraphs, lists, blocks of code without empty lines,
 * and text in `code`, **bold** or *emphasis*.
 */
export const renderGuide = (markdown: string): string =>
  markdown
    .trim()
    .split(/\n{2,}/)
    .map(renderBlock)
    .join('\n')

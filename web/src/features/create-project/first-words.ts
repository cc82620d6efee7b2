/** The first line of Markdown without the marks at its start. */
export const firstWords = (markdown: string): string =>
  (markdown.trim().split('\n')[0] ?? '').replace(/^(?:#{1,6}|[-*+>]|\d+[.)])\s+/, '').trim()

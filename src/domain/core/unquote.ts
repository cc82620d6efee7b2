const closing: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['‘', '’'],
])

/** A pasted text without the spaces, line breaks and quotes around it, which shells and chats add. */
export const unquote = (pasted: string): string => {
  const text = pasted.trim()
  const end = closing.get(text[0] ?? '')
  return end !== undefined && text.length > 1 && text.endsWith(end) ? text.slice(1, -1).trim() : text
}

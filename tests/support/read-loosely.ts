/**
 * Reads a table as spreadsheets do: any line break ends a row, and a quote means something only at the begin of a cell.
 * @param quotes False: a quote is a character like any other.
 */
export const readLoosely = (
  text: string,
  separator: string,
  quotes: boolean,
): readonly (readonly string[])[] => {
  const rows: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (quotes && text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        if (text[at] !== '"') cell += text[at]
        else if (text[at + 1] === '"') {
          cell += '"'
          at += 1
        } else break
      }
      at += 1
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n') {
      cell += text[at]
      at += 1
    }
    rows.at(-1)?.push(cell)
    if (text[at] !== separator) rows.push([])
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  return rows
}

/** RFC 4180, strictly: fields by commas, lines by CRLF, quotes doubled within quotes. */
export const parseCsv = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let field = ''
    if (text[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"/y
      quoted.lastIndex = at
      const match = quoted.exec(text)
      if (!match) throw new Error(`A quote is not closed at ${at}`)
      field = match[1]!.replaceAll('""', '"')
      at = quoted.lastIndex
    } else {
      const plain = /[^",\r\n]*/y
      plain.lastIndex = at
      field = plain.exec(text)![0]
      at = plain.lastIndex
    }
    row.push(field)
    if (text.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else if (text[at] === ',') at += 1
    else throw new Error(`Neither a comma nor the line's end at ${at}`)
  }
  if (row.length > 0) throw new Error('The last line has no end')
  return rows
}

const separators = [',', ';', '\t'] as const

/** The character that separates cells: the one that the first line has most of. */
const separatorOf = (text: string): string => {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const count = (separator: string): number => line.split(separator).length
  return separators.toSorted((one, other) => count(other) - count(one))[0] ?? ','
}

/** Reads CSV as RFC 4180 has it, also with `;` or tabs between cells. Empty lines are left out. */
export const parseTable = (text: string): readonly (readonly string[])[] => {
  const separator = separatorOf(text)
  const lines: string[][] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  const endLine = (): void => {
    cells.push(cell)
    if (cells.some((one) => one !== '')) lines.push(cells)
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (text.charAt(at + 1) === '"') {
        cell += char
        at += 1
      } else isQuoted = false
    } else if (char === '"' && cell === '') isQuoted = true
    else if (char === separator) {
      cells.push(cell)
      cell = ''
    } else if (char === '\n') endLine()
    else if (char !== '\r' || text.charAt(at + 1) !== '\n') cell += char
  }
  endLine()
  return lines
}

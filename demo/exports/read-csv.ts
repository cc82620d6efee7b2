import { pathOf, type ReadLabels } from './labels.ts'

/** A field in quotes, in which a quote is written twice, or one without; and what ends it. */
const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y

const parseCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  field.lastIndex = 0
  for (let at = 0; at < text.length; at = field.lastIndex) {
    const found = field.exec(text)
    if (!found) throw new Error(`The CSV file cannot be read from character ${at} on`)
    const [, quoted, plain = '', end] = found
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

/** Takes away what marks a formula as text: a `'` before it. */
const withoutMarks = (text: string): string =>
  text.replaceAll(/(^|[;\t\r\n]["\s]*)'(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/g, '$1')

/** Several labels in one field are joined by `;`; one within a name is written `\;`. */
const splitLabels = (text: string): string[] =>
  (text.match(/(?:\\.|[^\\;])+/g) ?? []).map((label) => label.replaceAll(/\\(.)/g, '$1'))

export const readCsv: ReadLabels = (file, prefix) => {
  const [header, ...rows] = parseCsv(file('labeledDatapoints.csv'))
  if (header?.[0] !== 'Url' || header[1] !== 'Label') throw new Error('The CSV file has other columns')
  return new Map(
    rows.map(([url = '', label = '']) => [pathOf(url, prefix), splitLabels(withoutMarks(label))]),
  )
}

import { z } from 'zod'
import { checkPath, type ReadLabels } from './labels.ts'

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

const names = z.array(z.string())
const columns = ['Url', 'Labels', 'Path', 'AbsoluteUrl'] as const

/** The path as it is: what a spreadsheet could read as a formula is written as another form of it. */
const pathIn = (shown: string, absolute: string): string => {
  const path = shown.replace(/^\.\//, '')
  return decodeURIComponent(absolute).endsWith(`/${path}`) ? path : decodeURIComponent(path)
}

export const readCsv: ReadLabels = (file, prefix) => {
  const [header = [], ...rows] = parseCsv(file('labeledDatapoints.csv'))
  const places = columns.map((column) => header.indexOf(column))
  if (places.includes(-1)) throw new Error('The CSV file has other columns')
  return new Map(
    rows.map((row) => {
      const [url = '', labels = '', path = '', absolute = ''] = places.map((place) => row[place])
      return [checkPath(pathIn(path, absolute), url, prefix), names.parse(JSON.parse(labels))]
    }),
  )
}

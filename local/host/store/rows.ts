import type { SQLOutputValue } from 'node:sqlite'

export type Row = Readonly<Record<string, SQLOutputValue>>

/** A text column. @throws TypeError if it holds anything else */
export const text = (row: Row, column: string): string => {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`The column ${column} holds no text.`)
  return value
}

export const nullableText = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column)

/** An integer column. @throws TypeError if it holds anything else */
export const integer = (row: Row, column: string): number => {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`The column ${column} holds no integer.`)
  return value
}

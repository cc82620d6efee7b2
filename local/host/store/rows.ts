import type { SQLOutputValue } from 'node:sqlite'

export type Row = Readonly<Record<string, SQLOutputValue>>

/** A text column; throws if it holds anything else. */
export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`Column ${column} is not a text.`)
  return value
}

export const nullableText = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column)

/** An integer column; throws if it holds anything else. */
export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`Column ${column} is not an integer.`)
  return value
}

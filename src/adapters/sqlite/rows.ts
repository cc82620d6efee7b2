import type { SQLOutputValue } from 'node:sqlite'
import type { Stored } from '../../domain/ports/store.ts'
import { parseDocument } from '../store/documents.ts'

export type Row = Readonly<Record<string, SQLOutputValue>>

/** @throws Error if the column has another type */
export const textOf = (row: Row, column: string): string => {
  const value = row[column]
  if (typeof value === 'string') return value
  throw new Error(`The column ${column} does not contain text`)
}

/** @throws Error if the column has another type */
export const scalarOf = (row: Row, column: string): string | number => {
  const value = row[column]
  if (typeof value === 'string' || typeof value === 'number') return value
  throw new Error(`The column ${column} contains neither text nor a number`)
}

export const storedOf = (row: Row): Stored => ({
  document: parseDocument(textOf(row, 'body')),
  etag: textOf(row, 'etag'),
})

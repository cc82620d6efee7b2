import type { IndexingPolicy } from '@azure/cosmos'
import type { Json } from './documents.ts'

/**
 * Request units by the prices that are documented: a point read of 1 KB costs 1 and of 100 KB 10; an insert of 1 KB with
 * fewer than five indexed properties costs 5, a replace twice that, a patch as much as a replace, a delete (also of an
 * expired document) as much as an insert; a query that finds one document 3.19 and one that finds a thousand of 1 KB 1000.
 * A failed operation costs 1.24, which is what the service charged for a conflict; the operations beside it cost nothing.
 * Refused requests (400, 413, 429) and query plans cost nothing.
 *
 * There is no documented price of an index value beyond the fifth. It counts 0.05 here, so that an insert with fifteen values
 * costs the 5.5 that are often measured for 1 KB.
 */
const factor = (bytes: number): number => 1 + Math.max(0, bytes / 1024 - 1) / 11

export const readCharge = (bytes: number): number => factor(bytes)
export const missCharge = 1
export const failureCharge = 1.24

const includedValues = 5
const valueCharge = 0.05

/**
 * The values that a document adds to the indexes: one for each included path, also if the document has no such field, one for
 * each further member of an indexed list, and one for each composite index.
 */
export const indexValues = (document: Json, indexing: IndexingPolicy | undefined): number => {
  const paths = (indexing?.includedPaths ?? []).map(({ path }) => path)
  const lists = paths.flatMap((path) => /^\/(\w+)\/\[\]\/\?$/.exec(path)?.[1] ?? [])
  const members = lists.map((field) => document[field]).filter(Array.isArray)
  const further = members.reduce((sum, list) => sum + Math.max(0, list.length - 1), 0)
  return paths.length + further + (indexing?.compositeIndexes?.length ?? 0)
}

const times = { Create: 1, Replace: 2, Patch: 2, Delete: 1 } as const
export type WriteType = keyof typeof times

export const writeCharge = (type: WriteType, bytes: number, values: number): number =>
  times[type] * (5 * factor(bytes) + valueCharge * Math.max(0, values - includedValues))

export const queryCharge = (sizes: readonly number[]): number =>
  2.19 + sizes.reduce((sum, bytes) => sum + factor(bytes), 0)

import { createHash } from 'node:crypto'
import { DomainError } from '../../domain/core/errors.ts'
import type { ContainerName, Query } from '../../domain/ports/store.ts'
import { fieldType } from '../store/query-checks.ts'

/** The place after which the next page begins: the last document's value of the order field, and its id. */
export interface Position {
  readonly value: string | number
  readonly id: string
}

/** Everything that a page depends on but its length. */
const fingerprint = (container: ContainerName, partition: string, query: Query): string =>
  createHash('sha256')
    .update(JSON.stringify([container, partition, query.where, query.orderBy, query.descending === true]))
    .digest('base64url')
    .slice(0, 16)

/** Opaque base64url text. */
export const continuationAfter = (
  container: ContainerName,
  partition: string,
  query: Query,
  { value, id }: Position,
): string =>
  Buffer.from(JSON.stringify([fingerprint(container, partition, query), value, id])).toString('base64url')

const invalid = (cause?: unknown): DomainError =>
  new DomainError('InvalidContinuation', 'This continuation belongs to another query, or it was cut.', {
    cause,
  })

const parse = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch (error) {
    throw invalid(error)
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** @throws DomainError `InvalidContinuation` */
export const positionOf = (
  container: ContainerName,
  partition: string,
  query: Query,
): Position | undefined => {
  if (query.continuation === undefined) return undefined
  const parts = parse(query.continuation)
  if (!isList(parts) || parts.length !== 3) throw invalid()
  const [made, value, id] = parts
  if (made !== fingerprint(container, partition, query) || typeof id !== 'string') throw invalid()
  const numeric = fieldType(container, query.orderBy) === 'number'
  if (numeric && typeof value === 'number') return { value, id }
  if (!numeric && typeof value === 'string') return { value, id }
  throw invalid()
}

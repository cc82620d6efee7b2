import { createHash } from 'node:crypto'
import { invalidContinuation } from '../../domain/core/errors.ts'
import type { ContainerName, Query } from '../../domain/ports/store.ts'
import { fieldType } from '../store/query-checks.ts'

/** The position of the last document of a page: its value of the sort field, and its id. */
export interface KeysetPosition {
  readonly value: string | number
  readonly id: string
}

/** A hash of the query without its limit. */
const fingerprint = (container: ContainerName, partition: string, query: Query): string =>
  createHash('sha256')
    .update(JSON.stringify([container, partition, query.where, query.orderBy, query.descending === true]))
    .digest('base64url')
    .slice(0, 16)

/** Encodes a position as a continuation: opaque base64url text. */
export const continuationAfter = (
  container: ContainerName,
  partition: string,
  query: Query,
  { value, id }: KeysetPosition,
): string =>
  Buffer.from(JSON.stringify([fingerprint(container, partition, query), value, id])).toString('base64url')

const parse = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch (error) {
    throw invalidContinuation(error)
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** The position of a continuation; undefined for the first page. @throws DomainError `InvalidContinuation` */
export const positionOf = (
  container: ContainerName,
  partition: string,
  query: Query,
): KeysetPosition | undefined => {
  if (query.continuation === undefined) return undefined
  const parts = parse(query.continuation)
  if (!isList(parts) || parts.length !== 3) throw invalidContinuation()
  const [hash, value, id] = parts
  if (hash !== fingerprint(container, partition, query) || typeof id !== 'string') throw invalidContinuation()
  const numeric = fieldType(container, query.orderBy) === 'number'
  if (numeric && typeof value === 'number') return { value, id }
  if (!numeric && typeof value === 'string') return { value, id }
  throw invalidContinuation()
}

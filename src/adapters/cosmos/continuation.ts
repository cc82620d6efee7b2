import { createHash } from 'node:crypto'
import { invalidContinuation } from '../../domain/core/errors.ts'
import type { ContainerName, Query } from '../../domain/ports/store.ts'

/**
 * A continuation is a hash followed by the token of the service. The hash covers the token and the query without its limit,
 * because the service does not detect a truncated token or a token of another query.
 */
const hashOf = (container: ContainerName, partition: string, query: Query, token: string): string =>
  createHash('sha256')
    .update(
      JSON.stringify([container, partition, query.where, query.orderBy, query.descending === true, token]),
    )
    .digest('base64url')
    .slice(0, 16)

/** Encodes a service token as a continuation: opaque base64url text. */
export const wrapToken = (container: ContainerName, partition: string, query: Query, token: string): string =>
  hashOf(container, partition, query, token) + Buffer.from(token).toString('base64url')

/** The service token of a continuation; undefined for the first page. @throws DomainError `InvalidContinuation` */
export const unwrapToken = (
  container: ContainerName,
  partition: string,
  query: Query,
): string | undefined => {
  const { continuation } = query
  if (continuation === undefined) return undefined
  const token = Buffer.from(continuation.slice(16), 'base64url').toString()
  if (wrapToken(container, partition, query, token) !== continuation) throw invalidContinuation()
  return token
}

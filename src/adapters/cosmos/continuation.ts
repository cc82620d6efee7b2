import { createHash } from 'node:crypto'
import { DomainError } from '../../domain/core/errors.ts'
import type { ContainerName, Query } from '../../domain/ports/store.ts'

/**
 * A continuation is the service's own token behind a hash of it and of everything that a page depends on but its length:
 * the service does not notice when a token is used with another query or was cut.
 */
const hashOf = (container: ContainerName, partition: string, query: Query, token: string): string =>
  createHash('sha256')
    .update(
      JSON.stringify([container, partition, query.where, query.orderBy, query.descending === true, token]),
    )
    .digest('base64url')
    .slice(0, 16)

export const invalidContinuation = (): DomainError =>
  new DomainError('InvalidContinuation', 'This continuation belongs to another query, or it was cut.')

/** Opaque base64url text. */
export const wrapToken = (container: ContainerName, partition: string, query: Query, token: string): string =>
  hashOf(container, partition, query, token) + Buffer.from(token).toString('base64url')

/** @throws DomainError `InvalidContinuation` */
export const tokenOf = (container: ContainerName, partition: string, query: Query): string | undefined => {
  const { continuation } = query
  if (continuation === undefined) return undefined
  const token = Buffer.from(continuation.slice(16), 'base64url').toString()
  if (wrapToken(container, partition, query, token) !== continuation) throw invalidContinuation()
  return token
}

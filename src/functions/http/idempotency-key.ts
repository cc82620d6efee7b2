import { createHash } from 'node:crypto'
import { DomainError } from '../../domain/core/errors.ts'
import type { ParsedRequest, Route } from './route.ts'

/** Visible ASCII without the comma: a header that was sent twice arrives as one text with a comma. */
const singleKey = /^[\x21-\x2b\x2d-\x7e]{1,255}$/

/** The key of a request; undefined if the header is missing. @throws DomainError `InvalidRequest` */
export const parseIdempotencyKey = (headers: Headers): string | undefined => {
  const key = headers.get('idempotency-key')
  if (key === null) return undefined
  if (!singleKey.test(key))
    throw new DomainError(
      'InvalidRequest',
      'Idempotency-Key is not valid; send one value of 1 to 255 visible ASCII characters without a comma, such as a random UUID',
      { target: 'Idempotency-Key' },
    )
  return key
}

const fingerprintWith = (
  { operation }: Route,
  { params, query, ifMatch }: ParsedRequest,
  body: unknown,
): string =>
  createHash('sha256')
    .update(JSON.stringify([operation, params, query, body, ifMatch]))
    .digest('base64url')

/**
 * A hash of operation, path, query, meaning of the body, and condition. Requests that differ only in JSON whitespace, in the
 * order of fields or in the order of a set have the same hash.
 */
export const fingerprintOf = (route: Route, request: ParsedRequest): string =>
  fingerprintWith(route, request, route.recorded?.meaningOf?.(request.body) ?? request.body)

/** The hash of version 0.1.0, to which the order of a set had a meaning. */
export const olderFingerprintOf = (route: Route, request: ParsedRequest): string =>
  fingerprintWith(route, request, request.body)

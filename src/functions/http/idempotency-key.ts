import { createHash } from 'node:crypto'
import { DomainError } from '../../domain/core/errors.ts'
import type { ParsedRequest, RouteSpec } from './route.ts'

/** Visible ASCII but the comma: a header that was sent twice arrives as one text with a comma in it. */
const oneKey = /^[\x21-\x2b\x2d-\x7e]{1,255}$/

/** @throws DomainError `InvalidRequest` */
export const parseIdempotencyKey = (headers: Headers): string | undefined => {
  const key = headers.get('idempotency-key')
  if (key === null) return undefined
  if (!oneKey.test(key))
    throw new DomainError(
      'InvalidRequest',
      'Idempotency-Key takes 1 to 255 visible ASCII characters without a comma, once; a random UUID does well',
      { target: 'Idempotency-Key' },
    )
  return key
}

/** Two requests are the same if operation, path, query, condition and body are, however their JSON was laid out. */
export const fingerprintOf = (
  { operation }: RouteSpec,
  { params, query, body, ifMatch }: ParsedRequest,
): string =>
  createHash('sha256')
    .update(JSON.stringify([operation, params, query, body, ifMatch]))
    .digest('base64url')

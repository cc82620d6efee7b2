import { createHash } from 'node:crypto'
import { DomainError } from '../../domain/core/errors.ts'
import { bareEtag, readEtags, writeEtag } from '../../domain/core/etag.ts'
import type { Reply } from './reply.ts'
import type { RouteSpec } from './route.ts'

/** Maximum characters of `If-Match`, which has one ETag of some tens of characters. */
export const maxIfMatchLength = 1024

/** Maximum characters of `If-None-Match`, `If-Range` and `Range`, with as many ETags or ranges as a client may have. */
export const maxConditionLength = 8192

/** Between the stored ETag and the hash of a body. No engine has it in an ETag. */
const betweenHashes = '~'

/**
 * The reply with an ETag of its body, too. So a read revalidates although its body has data that the stored document has not, such as
 * progress or a URL; `If-Match` compares the stored part alone.
 */
export const withBodyEtag = <R extends Pick<Reply, 'etag' | 'body'>>(reply: R): R => {
  const { etag, body } = reply
  if (etag === undefined || body === undefined) return reply
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16)
  return { ...reply, etag: `${bareEtag(etag)}${betweenHashes}${hash}` }
}

/** The stored part of an ETag without quotes: what `etag` of a body has alone, and the header of a read with a hash behind it. */
export const storedPart = (etag: string): string => etag.split(betweenHashes, 1)[0] ?? etag

/**
 * Parses `If-Match`: the ETag without quotes, or `*`. The operation finds the resource before it requires the header, so a
 * request for one that does not exist is 404. @throws DomainError `InvalidRequest`
 */
export const parseIfMatch = (headers: Headers, mode: RouteSpec['ifMatch']): string | undefined => {
  const value = headers.get('if-match')
  if (mode === undefined || value === null) return undefined
  const etags = value.length <= maxIfMatchLength ? readEtags(value) : undefined
  const [etag, ...others] = etags ?? []
  if (etag === undefined || others.length > 0)
    throw new DomainError(
      'InvalidRequest',
      'If-Match is not valid; send one ETag with its double quotes, or *',
      { target: 'If-Match' },
    )
  // A quoted asterisk is an ETag, and of no version.
  return etags !== '*' && etag === '*' ? writeEtag(etag) : storedPart(etag)
}

/** True if a PUT is to create its resource only: `If-None-Match: *`. @throws DomainError `InvalidRequest` */
export const parseCreateOnly = (headers: Headers, method: RouteSpec['method']): boolean => {
  const value = headers.get('if-none-match')
  if (method !== 'PUT' || value === null) return false
  if (value.trim() !== '*')
    throw new DomainError(
      'InvalidRequest',
      'If-None-Match is not valid in a PUT; send * to create the resource only if there is none, or leave it out',
      { target: 'If-None-Match' },
    )
  return true
}

const optionalConditions = ['If-None-Match', 'If-Range', 'Range'] as const

/** Refuses the conditions of a read that are longer than they are documented. @throws DomainError `InvalidRequest` */
export const checkConditions = (headers: Headers): void => {
  for (const name of optionalConditions)
    if ((headers.get(name) ?? '').length > maxConditionLength)
      throw new DomainError(
        'InvalidRequest',
        `${name} is longer than ${maxConditionLength} characters; send fewer values in it, or leave it out`,
        { target: name },
      )
}

/** True if `If-None-Match` contains this ETag: the response is 304. */
export const isNotModified = (headers: Headers, etag: string): boolean => {
  const value = headers.get('if-none-match')
  if (value === null) return false
  const etags = readEtags(value)
  return etags === '*' || etags?.includes(bareEtag(etag)) === true
}

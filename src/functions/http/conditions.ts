import { DomainError } from '../../domain/core/errors.ts'
import { bareEtag, readEtags, writeEtag } from '../../domain/core/etag.ts'
import type { RouteSpec } from './route.ts'

/** Maximum characters of `If-Match` and `If-None-Match`. An ETag of the service has some tens of characters. */
export const maxConditionLength = 1024

/**
 * Parses `If-Match`: the ETag without quotes, or `*`. The operation finds the resource before it requires the header, so a
 * request for one that does not exist is 404. @throws DomainError `InvalidRequest`
 */
export const parseIfMatch = (headers: Headers, mode: RouteSpec['ifMatch']): string | undefined => {
  const value = headers.get('if-match')
  if (mode === undefined || value === null) return undefined
  const etags = value.length <= maxConditionLength ? readEtags(value) : undefined
  const [etag, ...others] = etags ?? []
  if (etag === undefined || others.length > 0)
    throw new DomainError(
      'InvalidRequest',
      'If-Match is not valid; send one ETag with its double quotes, or *',
      { target: 'If-Match' },
    )
  // A quoted asterisk is an ETag, and of no version.
  return etags !== '*' && etag === '*' ? writeEtag(etag) : etag
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

/** Ignores a header that is too long for an ETag of the service: the response is then complete. */
export const parseIfNoneMatch = (value: string | undefined): string | undefined =>
  value === undefined || value.length > maxConditionLength ? undefined : value

/** True if `If-None-Match` contains this ETag: the response is 304. */
export const isNotModified = (headers: Headers, etag: string): boolean => {
  const value = parseIfNoneMatch(headers.get('if-none-match') ?? undefined)
  if (value === undefined) return false
  const etags = readEtags(value)
  return etags === '*' || etags?.includes(bareEtag(etag)) === true
}

import { DomainError } from '../../domain/core/errors.ts'
import type { RouteSpec } from './route.ts'

// A compressing proxy turns a strong ETag into a weak one; both name the same version.
const quotedEtag = /^(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/

/** Maximum characters of `If-Match` and `If-None-Match`. An ETag of the service has some tens of characters. */
export const maxConditionLength = 1024

const unquote = (text: string): string | undefined => quotedEtag.exec(text.trim())?.[1]

export const quote = (etag: string): string => (etag.startsWith('"') ? etag : `"${etag}"`)

/**
 * Parses `If-Match`: the ETag without quotes, or `*`. The operation finds the resource before it requires the header, so a
 * request for one that does not exist is 404. @throws DomainError `InvalidRequest`
 */
export const parseIfMatch = (headers: Headers, mode: RouteSpec['ifMatch']): string | undefined => {
  const value = headers.get('if-match')?.trim()
  if (mode === undefined || value === undefined) return undefined
  const etag = value === '*' ? value : value.length <= maxConditionLength ? unquote(value) : undefined
  if (etag === undefined)
    throw new DomainError(
      'InvalidRequest',
      'If-Match is not valid; send one ETag with its double quotes, or *',
      { target: 'If-Match' },
    )
  return etag
}

/** Ignores a header that is too long for an ETag of the service: the response is then complete. */
export const parseIfNoneMatch = (value: string | undefined): string | undefined =>
  value === undefined || value.length > maxConditionLength ? undefined : value

/** True if `If-None-Match` contains this ETag: the response is 304. */
export const isNotModified = (headers: Headers, etag: string): boolean => {
  const value = parseIfNoneMatch(headers.get('if-none-match') ?? undefined)
  if (value === undefined) return false
  const current = unquote(quote(etag))
  return value.trim() === '*' || value.split(',').some((one) => unquote(one) === current)
}

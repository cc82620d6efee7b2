import { DomainError } from '../../domain/core/errors.ts'
import { preconditionRequired } from '../../domain/core/conditions.ts'
import type { RouteSpec } from './route.ts'

// A proxy that compresses makes a strong tag weak; it still names the same version.
const tag = /^(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/

/** Of a header that names versions; ours take some tens of characters. */
export const longestCondition = 1024

const unquote = (text: string): string | undefined => tag.exec(text.trim())?.[1]

export const quote = (etag: string): string => (etag.startsWith('"') ? etag : `"${etag}"`)

/** The `If-Match` of a request: an etag without quotes, or `*`. @throws DomainError `PreconditionRequired`, `InvalidRequest` */
export const parseIfMatch = (headers: Headers, needed: RouteSpec['ifMatch']): string | undefined => {
  const value = headers.get('if-match')?.trim()
  if (needed === undefined) return undefined
  if (value === undefined) {
    if (needed === 'Required') throw preconditionRequired()
    return undefined
  }
  const etag = value === '*' ? value : value.length <= longestCondition ? unquote(value) : undefined
  if (etag === undefined)
    throw new DomainError(
      'InvalidRequest',
      'If-Match takes one ETag as it was given, with its double quotes, or *',
      { target: 'If-Match' },
    )
  return etag
}

/** One that is longer than any of ours can be is ignored: what it asks about is then sent. */
export const parseIfNoneMatch = (value: string | undefined): string | undefined =>
  value === undefined || value.length > longestCondition ? undefined : value

/** True if the caller has this version already: the answer is 304. */
export const isNotModified = (headers: Headers, etag: string): boolean => {
  const value = parseIfNoneMatch(headers.get('if-none-match') ?? undefined)
  if (value === undefined) return false
  const bare = unquote(quote(etag))
  return value.trim() === '*' || value.split(',').some((one) => unquote(one) === bare)
}

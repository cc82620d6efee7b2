import { isDomainError, type DomainError } from '../../core/errors.ts'
import { writeEtag } from '../../core/etag.ts'
import type { ByteRange, OpenedBlob } from '../../ports/blobs.ts'

export interface ContentConditions {
  readonly range?: ByteRange | undefined
  /** The value of `If-None-Match`. */
  readonly ifNoneMatch?: string | undefined
  /** The value of `If-Range`: the range is wanted only of the version with this ETag or date, else the whole file. */
  readonly ifRange?: string | undefined
}

/** Opens one file. */
export type OpenFile = (
  options: Pick<ContentConditions, 'range' | 'ifNoneMatch'>,
) => Promise<OpenedBlob | 'NotModified'>

/** Compares as RFC 9110, 13.1.5: an ETag strongly, or else a date that is exactly the one of the file. */
const isVersion = (validator: string, { etag, lastModified }: OpenedBlob): boolean => {
  const value = validator.trim()
  if (value.startsWith('"')) return value === writeEtag(etag)
  const seconds = Math.floor(lastModified / 1000) * 1000
  return lastModified > 0 && value === new Date(seconds).toUTCString()
}

const release = async (opened: OpenedBlob | 'NotModified'): Promise<void> => {
  if (opened !== 'NotModified') await opened.stream.cancel()
}

/** Opens a range of the file, or all of it if `If-Range` names another version. */
export const openContent = async (
  open: OpenFile,
  { range, ifNoneMatch, ifRange }: ContentConditions,
): Promise<OpenedBlob | 'NotModified'> => {
  if (range === undefined || ifRange === undefined) return open({ range, ifNoneMatch })
  let beyond: DomainError | undefined
  try {
    const part = await open({ range, ifNoneMatch })
    if (part === 'NotModified' || isVersion(ifRange, part)) return part
    await release(part)
  } catch (error) {
    // The file of another version can be shorter than the range.
    if (!isDomainError(error, 'RangeNotSatisfiable')) throw error
    beyond = error
  }
  const whole = await open({ range: undefined, ifNoneMatch })
  if (beyond === undefined || whole === 'NotModified' || !isVersion(ifRange, whole)) return whole
  await release(whole)
  throw beyond
}

/**
 * False if `If-Range` names another version. Storage does not know `If-Range`, so a request that is redirected to it would
 * get the range of whatever version is there.
 */
export const mayRedirect = async (
  open: OpenFile,
  { range, ifRange }: ContentConditions,
): Promise<boolean> => {
  if (range === undefined || ifRange === undefined) return true
  try {
    const first = await open({ range: { offset: 0, count: 1 }, ifNoneMatch: undefined })
    await release(first)
    return first !== 'NotModified' && isVersion(ifRange, first)
  } catch (error) {
    // An empty file has no range.
    if (isDomainError(error, 'RangeNotSatisfiable')) return false
    throw error
  }
}

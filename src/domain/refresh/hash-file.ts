import { createHash } from 'node:crypto'
import { isDomainError } from '../core/errors.ts'
import type { BlobEntry, BlobSource } from '../ports/blobs.ts'

/**
 * The MD5 of a file, in Base64, as storage gives it. Reads the whole file, piece by piece.
 * @returns `undefined` if the file is no longer as it was listed.
 * @throws DomainError `DatastoreUnreachable`, `DatastoreUnavailable`
 */
export const hashFile = async (
  source: BlobSource,
  { path, etag }: Pick<BlobEntry, 'path' | 'etag'>,
): Promise<string | undefined> => {
  try {
    const opened = await source.open(path, {})
    if (opened === 'NotModified') throw new Error('Only a request with a condition has this answer')
    if (opened.etag !== etag) {
      await opened.stream.cancel()
      return undefined
    }
    const hash = createHash('md5')
    for await (const piece of opened.stream) hash.update(piece)
    return hash.digest('base64')
  } catch (error) {
    if (isDomainError(error, 'BlobNotFound')) return undefined
    throw error
  }
}

import { isDomainError } from '../../core/errors.ts'
import { firstHeaderBytes, maxHeaderBytes, type ReadImageHeader } from './image-header.ts'
import type { HeaderField, ItemDocument } from '../items/item.ts'
import type { BlobEntry, BlobSource } from '../../ports/blobs.ts'

/** The result of reading an image header: the size in pixels, a problem, or neither if the size is stored too deep. */
export type Measured = Pick<ItemDocument, HeaderField>

/**
 * Reads the size of an image from the first bytes of its file. A file that storage gives to nobody has the problem
 * `Unreadable`.
 * @returns `Missing` if there is no such file.
 * @throws DomainError `DatastoreUnreachable`, `DatastoreUnavailable`
 */
export const measureImage = async (
  source: BlobSource,
  readImageHeader: ReadImageHeader,
  { path, size }: Pick<BlobEntry, 'path' | 'size'>,
): Promise<Measured | 'Missing'> => {
  try {
    for (let bytes = firstHeaderBytes; ;) {
      const head = await source.readPart(path, { offset: 0, count: bytes })
      if ('unreadable' in head) return { problem: 'Unreadable', unreadable: head.unreadable }
      const header = readImageHeader(head, size)
      if (header.kind === 'Image') return { width: header.width, height: header.height }
      if (header.kind === 'NotAnImage' || header.kind === 'Truncated') return { problem: header.kind }
      if (header.kind !== 'NeedMore' || header.bytes <= bytes || header.bytes > maxHeaderBytes) return {}
      bytes = header.bytes
    }
  } catch (error) {
    if (isDomainError(error, 'BlobNotFound')) return 'Missing'
    throw error
  }
}

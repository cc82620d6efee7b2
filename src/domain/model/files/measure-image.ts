import { isDomainError } from '../../core/errors.ts'
import { firstHeaderBytes, maxHeaderBytes, type ReadImageHeader } from './image-header.ts'
import type { ItemDocument } from '../items/item.ts'
import type { BlobEntry, BlobSource } from '../../ports/blobs.ts'

/** The result of reading an image header: the size in pixels, a problem, or neither if the size is stored too deep. */
export type Measured = Pick<ItemDocument, 'width' | 'height' | 'problem'>

/**
 * Reads the size of an image from the first bytes of its file. A file that is missing, or that storage gives to nobody, has
 * the problem `Unreadable`.
 * @throws DomainError `DatastoreUnreachable`
 */
export const measureImage = async (
  source: BlobSource,
  readImageHeader: ReadImageHeader,
  { path, size }: Pick<BlobEntry, 'path' | 'size'>,
): Promise<Measured> => {
  try {
    for (let bytes = firstHeaderBytes; ;) {
      const head = await source.readHead(path, bytes)
      if (head === 'Unreadable') return { problem: head }
      const header = readImageHeader(head, size)
      if (header.kind === 'Image') return { width: header.width, height: header.height }
      if (header.kind === 'NotAnImage' || header.kind === 'Truncated') return { problem: header.kind }
      if (header.kind !== 'NeedMore' || header.bytes <= bytes || header.bytes > maxHeaderBytes) return {}
      bytes = header.bytes
    }
  } catch (error) {
    if (isDomainError(error, 'BlobNotFound')) return { problem: 'Unreadable' }
    throw error
  }
}

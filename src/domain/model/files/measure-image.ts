import { isDomainError } from '../../core/errors.ts'
import { firstHeaderBytes, maxHeaderBytes, type ReadImageHeader } from './image-header.ts'
import type { ItemDocument } from '../items/item.ts'
import type { BlobSource } from '../../ports/blobs.ts'

/** The result of reading an image header: the size in pixels, a problem, or neither if the size is stored too deep. */
export type Measured = Pick<ItemDocument, 'width' | 'height' | 'problem'>

/**
 * Reads the size of an image from the first bytes of its file. A missing file gives the problem `Unreadable`.
 * @throws DomainError `DatastoreUnreachable`
 */
export const measureImage = async (
  source: BlobSource,
  readImageHeader: ReadImageHeader,
  { path, file }: Pick<ItemDocument, 'path' | 'file'>,
): Promise<Measured> => {
  try {
    for (let bytes = firstHeaderBytes; ;) {
      const header = readImageHeader(await source.readHead(path, bytes), file.size)
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

import { isDomainError } from '../core/errors.ts'
import type { ReadImageHeader } from '../items/image-header.ts'
import type { ItemDocument } from '../items/item.ts'
import type { BlobSource } from '../ports/blobs.ts'

export type Measured =
  | { readonly width: number; readonly height: number }
  | { readonly problem: NonNullable<ItemDocument['problem']> }

const firstBytes = 64 * 1024
/** A header that lies further back than this is not worth the traffic. */
const mostBytes = 4 * 1024 * 1024

/**
 * An image's size in pixels, from the first bytes of its file. A file that is gone is `Unreadable`.
 * @throws DomainError `DatastoreUnreachable`
 */
export const measureImage = async (
  source: BlobSource,
  readImageHeader: ReadImageHeader,
  { path, file }: Pick<ItemDocument, 'path' | 'file'>,
): Promise<Measured> => {
  try {
    for (let bytes = firstBytes; ;) {
      const header = readImageHeader(await source.readHead(path, bytes), file.size)
      if (header.kind === 'Image') return { width: header.width, height: header.height }
      if (header.kind !== 'NeedMore') return { problem: header.kind }
      if (header.bytes <= bytes || header.bytes > mostBytes) return { problem: 'Truncated' }
      bytes = header.bytes
    }
  } catch (error) {
    if (isDomainError(error, 'BlobNotFound')) return { problem: 'Unreadable' }
    throw error
  }
}

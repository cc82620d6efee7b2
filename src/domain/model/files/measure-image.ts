import { isDomainError } from '../../core/errors.ts'
import type { BlobEntry, BlobSource, Unreadable } from '../../ports/blobs.ts'
import {
  firstHeaderBytes,
  maxHeaderBytes,
  maxHeaderReads,
  type FilePart,
  type ImageHeader,
  type ReadImageHeader,
} from './image-header.ts'
import { judgeHeader, type Measured } from './judge-header.ts'

export type { Measured } from './judge-header.ts'

type Answer = Exclude<ImageHeader, { kind: 'NeedMore' }>

/** Reads the parts that the reader of headers asks for, at most `maxHeaderReads` and `maxHeaderBytes`. */
const readHeader = async (
  source: BlobSource,
  readImageHeader: ReadImageHeader,
  { path, size: listed }: Pick<BlobEntry, 'path' | 'size'>,
): Promise<Answer | Unreadable> => {
  const parts: FilePart[] = []
  let size = listed
  let contentEncoding: string | undefined
  let left = maxHeaderBytes
  let next = { offset: 0, count: firstHeaderBytes }
  while (parts.length < maxHeaderReads && next.count <= left) {
    const part = await source.readPart(path, next)
    if ('unreadable' in part) return part
    const { bytes } = part
    contentEncoding ??= part.contentEncoding
    left -= next.count
    parts.push({ offset: next.offset, bytes })
    // The file may have become shorter since it was listed.
    if (bytes.length < next.count) size = Math.min(size, next.offset + bytes.length)
    const header = readImageHeader({ size, parts, contentEncoding, more: true })
    if (header.kind !== 'NeedMore') return header
    next = { offset: header.offset, count: header.count }
  }
  const header = readImageHeader({ size, parts, contentEncoding, more: false })
  if (header.kind === 'NeedMore') throw new Error('A reader of headers asks for more than is read')
  return header
}

/**
 * Reads format, size and orientation of an image from parts of its file, and whether the file is whole. A file that storage
 * gives to nobody has the problem `Unreadable`.
 * @returns `Missing` if there is no such file.
 * @throws DomainError `DatastoreUnreachable`, `DatastoreUnavailable`
 */
export const measureImage = async (
  source: BlobSource,
  readImageHeader: ReadImageHeader,
  file: Pick<BlobEntry, 'path' | 'size'>,
): Promise<Measured | 'Missing'> => {
  try {
    const header = await readHeader(source, readImageHeader, file)
    if ('unreadable' in header) return { problem: 'Unreadable', unreadable: header.unreadable }
    return judgeHeader(header)
  } catch (error) {
    if (isDomainError(error, 'BlobNotFound')) return 'Missing'
    throw error
  }
}

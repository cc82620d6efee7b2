import { firstHeaderBytes } from '../../domain/model/files/image-header.ts'
import { codingsOf, unpack, type Unpacked } from './content-coding.ts'
import { createImageFile, type ImageFile } from './image-file.ts'
import { notAnImage, type Found } from './found-image.ts'

/** The most bytes of an encoded file that are read; a file that is not longer is judged as a whole. */
const maxPacked = 1024 * 1024

/**
 * Reads the header of a file with this `Content-Encoding` as browsers show it: they decode what the header names and nothing
 * else. So bytes that are not encoded as it says are no image, and gzip without the header is none either. Undefined if
 * the file is not encoded.
 */
export const readEncoded = (
  file: ImageFile,
  contentEncoding: string | undefined,
  readFormats: (file: ImageFile) => Found,
): Found | undefined => {
  const codings = codingsOf(contentEncoding)
  if (!codings) return { kind: 'SizeUnknown', format: 'zstd' }
  if (codings.length === 0) return undefined
  const readStart = (count: number): Found => {
    let unpacked: Unpacked | undefined = {
      bytes: file.bytes(0, count),
      state: count === file.size ? 'Whole' : 'Start',
    }
    for (const coding of codings.toReversed()) unpacked = unpacked && unpack(coding, unpacked)
    if (!unpacked) return notAnImage
    const { bytes, state } = unpacked
    const size = state === 'Whole' ? bytes.length : Infinity
    const found = readFormats(createImageFile({ size, parts: [{ offset: 0, bytes }], more: false }))
    return state === 'Cut' && 'format' in found ? { kind: 'Truncated', format: found.format } : found
  }
  if (file.size <= maxPacked) return readStart(file.size)
  const found = readStart(firstHeaderBytes)
  return found.kind === 'SizeUnknown' ? readStart(maxPacked) : found
}

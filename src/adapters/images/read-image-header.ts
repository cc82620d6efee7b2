import {
  firstHeaderBytes,
  type FilePart,
  type KnownFile,
  type ReadImageHeader,
} from '../../domain/model/files/image-header.ts'
import { createImageFile, Ended, GaveUp, Missing, type ImageFile } from './image-file.ts'
import { notAnImage, type Found, type ImageFormat } from './found-image.ts'
import { bmp } from './read-bmp.ts'
import { dicom } from './read-dicom.ts'
import { readEncoded } from './read-encoded.ts'
import { gif } from './read-gif.ts'
import { heifFormats } from './read-heif.ts'
import { jp2 } from './read-jp2.ts'
import { jpeg } from './read-jpeg.ts'
import { jxl } from './read-jxl.ts'
import { ico, psd } from './read-other.ts'
import { png } from './read-png.ts'
import { tiff } from './read-tiff.ts'
import { webp } from './read-webp.ts'

/** Formats with a clear signature. Text formats (SVG, PNM) and formats without a signature (TGA) do not count as images. */
const formats: readonly ImageFormat[] = [
  jpeg,
  png,
  webp,
  gif,
  tiff,
  ...heifFormats,
  jxl,
  jp2,
  psd,
  // The signatures of these are short, or deep in the file.
  dicom,
  bmp,
  ico,
]

/** Reads in one format. A file that ends before its header does is cut short. */
const readFormat = (file: ImageFile, format: ImageFormat): Found | undefined => {
  const { name } = format
  try {
    return format.read(file)
  } catch (error) {
    if (error instanceof Ended) return { kind: 'Truncated', format: name }
    if (error instanceof GaveUp || (error instanceof Missing && !file.more))
      return { kind: 'SizeUnknown', format: name }
    throw error
  }
}

const readFormats = (file: ImageFile): Found => {
  for (const format of formats) {
    const found = readFormat(file, format)
    if (found) return found
  }
  return notAnImage
}

const maxRequest = 1024 * 1024

/**
 * The part to read for missing bytes: more than these, so that few reads are enough. Where a reader walks on from a known
 * part, the next one is twice as long.
 */
const partFor = (
  { size, parts }: KnownFile,
  { offset, count }: Missing,
): Pick<FilePart, 'offset'> & { readonly count: number } => {
  const before = parts.filter((part) => {
    const gap = offset - part.offset - part.bytes.length
    return gap >= 0 && gap <= firstHeaderBytes
  })
  const longest = before.reduce((most, { bytes }) => Math.max(most, 2 * bytes.length), firstHeaderBytes)
  return { offset, count: Math.min(size - offset, Math.max(count, Math.min(maxRequest, longest))) }
}

/** Reads format, size and orientation of an image from parts of its file. */
export const readImageHeader: ReadImageHeader = (known) => {
  const file = createImageFile(known)
  try {
    return readEncoded(file, known.contentEncoding, readFormats) ?? readFormats(file)
  } catch (error) {
    if (error instanceof Missing && known.more) return { kind: 'NeedMore', ...partFor(known, error) }
    if (error instanceof Missing || error instanceof Ended) return notAnImage
    throw error
  }
}

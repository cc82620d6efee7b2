import type { ReadImageHeader } from '../../domain/model/files/image-header.ts'
import { needUpTo, notAnImage } from './head.ts'
import type { Head, ReadFormat } from './head.ts'
import { readBmp } from './read-bmp.ts'
import { readGif } from './read-gif.ts'
import { readJpeg } from './read-jpeg.ts'
import { readOther } from './read-other.ts'
import { readPng } from './read-png.ts'
import { readTiff } from './read-tiff.ts'
import { readWebp } from './read-webp.ts'

const formats: readonly ReadFormat[] = [readJpeg, readPng, readWebp, readGif, readTiff, readBmp, readOther]
/** Enough bytes to detect every format. HEIF needs its complete list of brands. */
const minBytes = 64

/** Reads format and size of an image from the start of its file. */
export const readImageHeader: ReadImageHeader = (bytes, fileSize) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head: Head = { bytes, view, fileSize, complete: bytes.length >= fileSize }
  for (const readFormat of formats) {
    const header = readFormat(head)
    if (header) return header
  }
  return head.complete || bytes.length >= minBytes
    ? notAnImage
    : needUpTo(head, 'unknown', Math.min(fileSize, minBytes))
}

import { attempt, type ImageFile } from './image-file.ts'
import { image, maxSteps, notAnImage, type ImageFormat } from './found-image.ts'
import { readExifOrientation } from './read-exif.ts'

const firstChunk = 12
/** Name and length before the data of a chunk. */
const chunkHead = 8
const exifFlag = 0x08
const exifName = 'Exif\0\0'

const readUint24 = (file: ImageFile, at: number): number =>
  file.uint16(at, true) + file.uint8(at + 2) * 65_536

type Size = readonly [width: number, height: number]

/** The stored size; undefined if the first chunk is none of an image. */
const readSize = (file: ImageFile): Size | undefined => {
  switch (file.text(firstChunk, 4)) {
    case 'VP8X':
      return [readUint24(file, 24) + 1, readUint24(file, 27) + 1]
    case 'VP8L': {
      if (file.uint8(20) !== 0x2f) return undefined
      const bits = file.uint32(21, true)
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
    }
    case 'VP8 ': {
      const startCode = file.uint8(23) === 0x9d && file.uint8(24) === 0x01 && file.uint8(25) === 0x2a
      if (!startCode) return undefined
      return [file.uint16(26, true) & 0x3fff, file.uint16(28, true) & 0x3fff]
    }
    default:
      return undefined
  }
}

/** Walks to the EXIF chunk, which usually comes after the pixels. */
const readOrientation = (file: ImageFile): number => {
  if (file.text(firstChunk, 4) !== 'VP8X' || (file.uint8(20) & exifFlag) === 0) return 1
  let at = firstChunk
  for (let steps = 0; steps < maxSteps && at + chunkHead <= file.size; steps += 1) {
    const length = file.uint32(at + 4, true)
    const data = at + chunkHead
    if (file.text(at, 4) === 'EXIF') {
      // Some programs write the prefix that a JPEG file has.
      const skip = length > 6 && file.text(data, 6) === exifName ? 6 : 0
      return readExifOrientation(file, data + skip, length - skip)
    }
    at = data + length + (length % 2)
  }
  return 1
}

export const webp: ImageFormat = {
  name: 'webp',
  read: (file) => {
    if (file.size < firstChunk || file.text(0, 4) !== 'RIFF' || file.text(8, 4) !== 'WEBP') return undefined
    // A header of a lossy image, the longest.
    file.bytes(0, 30)
    const size = readSize(file)
    if (!size) return notAnImage
    return image('webp', size, {
      orientation: attempt(file, () => readOrientation(file), 1),
      // Some encoders count a padding byte that they do not write.
      truncated: file.uint32(4, true) + 7 > file.size,
    })
  },
}

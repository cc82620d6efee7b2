import { startsWith, tailOf, type ImageFile } from './image-file.ts'
import { image, maxSteps, notAnImage, type Found, type ImageFormat } from './found-image.ts'
import { readExifOrientation } from './read-exif.ts'

const startOfScan = 0xda
const endOfImage = 0xd9
const exifSegment = 0xe1
const exifName = 'Exif\0\0'

/** SOF markers: C0 to CF without the table markers. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Baseline, extended and progressive: the frames that browsers decode. Others are lossless or arithmetic. */
const isUsual = (marker: number): boolean => marker <= 0xc2

const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

/** What follows FF within scans: a stuffed zero, fill, restarts, and the tables and headers between two scans. */
const isOfScans = (marker: number): boolean =>
  marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7) || between.has(marker)
const between: ReadonlySet<number> = new Set([0xc4, startOfScan, 0xdb, 0xdc, 0xdd, 0xfe])

/**
 * True if the file ends within a scan: its last bytes have no end marker, and none that a scan cannot have. Cameras append
 * much after the end, such as a video, which has such bytes.
 */
const isTruncated = (file: ImageFile, frame: number): boolean => {
  const tail = tailOf(file, frame)
  if (!tail) return false
  for (let at = tail.indexOf(0xff); at >= 0; at = tail.indexOf(0xff, at + 1)) {
    const marker = tail[at + 1]
    if (marker !== undefined && !isOfScans(marker)) return false
  }
  return true
}

const readFrame = (file: ImageFile, at: number, marker: number, orientation: number): Found => {
  const size = [file.uint16(at + 7), file.uint16(at + 5)] as const
  return image('jpeg', size, {
    orientation,
    unusual: !isUsual(marker),
    truncated: isTruncated(file, at + 2 + file.uint16(at + 2)),
  })
}

/** Walks from marker to marker and skips stray bytes, as decoders do. */
export const jpeg: ImageFormat = {
  name: 'jpeg',
  read: (file) => {
    if (!startsWith(file, [0xff, 0xd8, 0xff])) return undefined
    let at = 2
    let orientation: number | undefined
    for (let steps = 0; steps < maxSteps; steps += 1) {
      const start = file.uint8(at)
      const marker = file.uint8(at + 1)
      if (start !== 0xff || marker === 0xff || marker === 0) at += 1
      else if (isFrame(marker)) return readFrame(file, at, marker, orientation ?? 1)
      else if (marker === startOfScan || marker === endOfImage) return notAnImage
      else if (hasNoLength(marker)) at += 2
      else {
        const length = Math.max(2, file.uint16(at + 2))
        if (marker === exifSegment && length >= 8 && file.text(at + 4, 6) === exifName)
          orientation ??= readExifOrientation(file, at + 10, length - 8)
        at += 2 + length
      }
    }
    return notAnImage
  },
}

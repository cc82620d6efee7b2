import { findByte, GaveUp, skipByte, startsWith, type ImageFile } from './image-file.ts'
import { image, maxSteps, notAnImage, type Found, type ImageFormat } from './found-image.ts'
import { readExifOrientation } from './read-exif.ts'
import { endsInScan } from './jpeg-scans.ts'

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

const readFrame = (file: ImageFile, at: number, marker: number, orientation: number): Found => {
  const size = [file.uint16(at + 7), file.uint16(at + 5)] as const
  return image('jpeg', size, {
    orientation,
    unusual: !isUsual(marker),
    truncated: endsInScan(file, at + 2 + file.uint16(at + 2)),
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
      // Any number of FF may be before a marker.
      if (file.uint8(at) !== 0xff) at = findByte(file, at, 0xff)
      if (file.uint8(at + 1) === 0xff) at = skipByte(file, at, 0xff) - 1
      const marker = file.uint8(at + 1)
      if (marker === 0) at += 2
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
    throw new GaveUp()
  },
}

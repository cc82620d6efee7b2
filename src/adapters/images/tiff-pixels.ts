import { attempt, type ImageFile } from './image-file.ts'
import { lastValues, valueOf, type TiffDirectory, type TiffLayout } from './tiff-directory.ts'

export const sizeTags = { width: 256, height: 257 } as const
const tags = {
  ...sizeTags,
  bitsPerSample: 258,
  compression: 259,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  planar: 284,
  jpegTables: 347,
  tileWidth: 322,
  tileHeight: 323,
} as const
const strips = { offsets: 273, lengths: 279 } as const
const tiles = { offsets: 324, lengths: 325 } as const
const uncompressed = 1
const separatePlanes = 2
/** The last strips are usually the last in the file. */
const checkedStrips = 1_000
const maxSamples = 64

/** A length that is this much longer than its pixels uncompressed is no length; some encoders write the largest number. */
const isAbsurd = (length: number, uncompressedLength: number): boolean =>
  length > 2 * uncompressedLength + 65_536

interface Pixels {
  /** Bytes of a strip or tile that is uncompressed, by its number. */
  readonly lengthOf: (index: number) => number
  readonly isCompressed: boolean
}

const describe = (file: ImageFile, layout: TiffLayout, directory: TiffDirectory): Pixels => {
  const value = (tag: number, otherwise = 0) => valueOf(file, layout, directory.get(tag)) || otherwise
  const [width, height, samples] = [value(tags.width), value(tags.height), value(tags.samplesPerPixel, 1)]
  const bits = lastValues(file, layout, directory.get(tags.bitsPerSample), maxSamples)
  const planes = value(tags.planar) === separatePlanes
  const most = Math.max(1, ...bits)
  const perPixel =
    planes || bits.length < samples ? most * (planes ? 1 : samples) : bits.reduce((sum, bit) => sum + bit, 0)
  const bytes = (columns: number, rows: number) => Math.ceil((columns * perPixel) / 8) * rows
  const isCompressed = value(tags.compression, uncompressed) !== uncompressed
  if (directory.has(tiles.offsets)) {
    const tile = bytes(value(tags.tileWidth), value(tags.tileHeight))
    return { isCompressed, lengthOf: () => tile }
  }
  const rows = Math.min(value(tags.rowsPerStrip, height), height)
  const perPlane = Math.max(1, Math.ceil(height / rows))
  return {
    isCompressed,
    lengthOf: (index) => bytes(width, Math.min(rows, height - (index % perPlane) * rows)),
  }
}

/** True if pixels of this directory, or the tables to decode them, are after the end of the file. */
export const hasPixelsPastEnd = (file: ImageFile, layout: TiffLayout, directory: TiffDirectory): boolean => {
  const tables = directory.get(tags.jpegTables)
  if (tables && tables.at + tables.count > file.size) return true
  return [strips, tiles].some((pixels) => {
    const read = (tag: number) => lastValues(file, layout, directory.get(tag), checkedStrips)
    // An array that is not in the file is a sign of truncation, too.
    return attempt(
      file,
      () => {
        const lengths = read(pixels.lengths)
        const offsets = read(pixels.offsets)
        if (offsets.length === 0) return false
        const { lengthOf, isCompressed } = describe(file, layout, directory)
        const first = (directory.get(pixels.offsets)?.count ?? 0) - offsets.length
        return offsets.some((offset, index) => {
          const plain = lengthOf(first + index)
          const length = lengths[index] ?? 0
          const trusted = isAbsurd(length, plain) ? 0 : length
          return offset + (isCompressed ? trusted : Math.min(length, plain)) > file.size
        })
      },
      false,
      true,
    )
  })
}

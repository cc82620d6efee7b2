import { startsWith } from './image-file.ts'
import { image, notAnImage, type ImageFormat } from './found-image.ts'

/** BITMAPCOREHEADER of OS/2. */
const coreHeaderSize = 12
const headerSizes = new Set([coreHeaderSize, 16, 40, 52, 56, 64, 108, 124])
const bitDepths = new Set([1, 2, 4, 8, 16, 24, 32])
/** Uncompressed pixels, with or without bit masks. */
const uncompressed = new Set([0, 3, 6])

export const bmp: ImageFormat = {
  name: 'bmp',
  read: (file) => {
    if (!startsWith(file, [0x42, 0x4d])) return undefined
    // Two letters begin many a text.
    if (file.size < 18) return notAnImage
    const headerSize = file.uint32(14, true)
    if (!headerSizes.has(headerSize)) return notAnImage
    const core = headerSize === coreHeaderSize
    const width = core ? file.uint16(18, true) : file.uint32(18, true) | 0
    // A negative height means top-down rows.
    const height = core ? file.uint16(20, true) : Math.abs(file.uint32(22, true) | 0)
    const depth = file.uint16(core ? 24 : 28, true)
    const short = core || headerSize === 16
    const compression = short ? 0 : file.uint32(30, true)
    const plain = uncompressed.has(compression)
    if (plain && !bitDepths.has(depth)) return notAnImage
    // The stated length of plain pixels may be 0; that of compressed ones is their only one.
    const row = (width * depth) / 8
    // Some encoders leave out the padding of the last row.
    const plainPixels = Math.ceil(row / 4) * 4 * (height - 1) + Math.ceil(row)
    const pixels = plain || short ? plainPixels : file.uint32(34, true)
    return image('bmp', [width, height], { truncated: file.uint32(10, true) + pixels > file.size })
  },
}

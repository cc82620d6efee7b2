import { image, needUpTo, notAnImage, startsWith, truncated } from './head.ts'
import type { ReadFormat } from './head.ts'

const headerEnd = 34
/** BITMAPCOREHEADER of OS/2. */
const coreHeaderSize = 12
const headerSizes = new Set([coreHeaderSize, 16, 40, 52, 56, 64, 108, 124])
const bitDepths = new Set([1, 2, 4, 8, 16, 24, 32])
/** Uncompressed pixels, with or without bit masks. */
const uncompressed = new Set([0, 3, 6])

export const readBmp: ReadFormat = (head) => {
  if (!startsWith(head, 0x42, 0x4d)) return undefined
  if (head.bytes.length < 18) return head.complete ? notAnImage : needUpTo(head, 'bmp', headerEnd)
  const { view, fileSize } = head
  const headerSize = view.getUint32(14, true)
  if (!headerSizes.has(headerSize)) return notAnImage
  if (head.bytes.length < headerEnd) return needUpTo(head, 'bmp', headerEnd)
  const core = headerSize === coreHeaderSize
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true)
  // A negative height means top-down rows.
  const height = core ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true))
  const depth = view.getUint16(core ? 24 : 28, true)
  const compression = core || headerSize === 16 ? 0 : view.getUint32(30, true)
  const size = image('bmp', width, height)
  if (size.kind !== 'Image' || !uncompressed.has(compression)) return size
  if (!bitDepths.has(depth)) return notAnImage
  const pixels = Math.ceil((width * depth) / 32) * 4 * height
  return view.getUint32(10, true) + pixels > fileSize ? truncated : size
}

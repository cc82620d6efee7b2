import { image, needUpTo, notAnImage, startsWith, truncated } from './head.ts'
import type { Head, ReadFormat } from './head.ts'

const tags = { width: 256, height: 257, bitsPerSample: 258, compression: 259 } as const
const uncompressed = 1
const maxEntries = 65_535

/** The byte layout of a directory, in classic TIFF or BigTIFF. */
interface Layout {
  readonly littleEndian: boolean
  readonly entry: number
  readonly count: number
  readonly value: number
  readOffset(view: DataView, at: number): number
  readCount(view: DataView, at: number): number
}

const layoutOf = (head: Head): Layout | undefined => {
  const littleEndian = head.bytes[0] === 0x49
  if (!startsWith(head, ...(littleEndian ? [0x49, 0x49] : [0x4d, 0x4d]))) return undefined
  const version = head.view.getUint16(2, littleEndian)
  const readLong = (view: DataView, at: number) => Number(view.getBigUint64(at, littleEndian))
  if (version === 42)
    return {
      littleEndian,
      entry: 12,
      count: 2,
      value: 8,
      readOffset: (view) => view.getUint32(4, littleEndian),
      readCount: (view, at) => view.getUint16(at, littleEndian),
    }
  if (version === 43)
    return {
      littleEndian,
      entry: 20,
      count: 8,
      value: 12,
      readOffset: (view) => readLong(view, 8),
      readCount: readLong,
    }
  return undefined
}

/** Reads an entry with a single SHORT, LONG or LONG8 value; 0 for other types. */
const readValue = (view: DataView, at: number, { littleEndian, value }: Layout): number => {
  const type = view.getUint16(at + 2, littleEndian)
  if (type === 3) return view.getUint16(at + value, littleEndian)
  if (type === 4) return view.getUint32(at + value, littleEndian)
  return type === 16 && value === 12 ? Number(view.getBigUint64(at + value, littleEndian)) : 0
}

/** Reads the size from the first directory, which can be anywhere in the file. */
export const readTiff: ReadFormat = (head) => {
  const { bytes, view, fileSize } = head
  if (bytes.length < 4) return undefined
  const layout = layoutOf(head)
  if (!layout) return undefined
  if (bytes.length < 16) return needUpTo(head, 'tiff', 16)
  const directory = layout.readOffset(view, 8)
  if (directory < 8) return notAnImage
  const first = directory + layout.count
  if (first > bytes.length) return needUpTo(head, 'tiff', first)
  const entries = layout.readCount(view, directory)
  if (entries > maxEntries) return notAnImage
  const end = first + entries * layout.entry
  if (end > bytes.length) return needUpTo(head, 'tiff', end)
  const values = new Map<number, number>()
  for (let at = first; at < end; at += layout.entry)
    values.set(view.getUint16(at, layout.littleEndian), readValue(view, at, layout))
  const [width = 0, height = 0] = [values.get(tags.width), values.get(tags.height)]
  const size = image('tiff', width, height)
  // At least one bit per pixel; more only if the entry has a single value.
  const bits = Math.max(1, Math.min(64, values.get(tags.bitsPerSample) ?? 1))
  const pixels = values.get(tags.compression) === uncompressed ? (width * height * bits) / 8 : 0
  return size.kind === 'Image' && pixels > fileSize ? truncated : size
}

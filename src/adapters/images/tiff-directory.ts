import type { ImageFile } from './image-file.ts'

/** The byte layout of a TIFF file, classic or BigTIFF. */
export interface TiffLayout {
  readonly littleEndian: boolean
  readonly big: boolean
}

interface TiffEntry {
  readonly type: number
  readonly count: number
  /** The offset of the values. */
  readonly at: number
}

export type TiffDirectory = ReadonlyMap<number, TiffEntry>

/** Bytes of a value: whole numbers with or without a sign, and offsets of directories. Other types are never read. */
const sizeOfType: Readonly<Record<number, number>> = {
  1: 1,
  3: 2,
  4: 4,
  16: 8,
  6: 1,
  8: 2,
  9: 4,
  17: 8,
  13: 4,
  18: 8,
}

const orientationTag = 274
/** Real directories have some dozens. */
const maxEntries = 4_096

/** The layout; undefined if this is no TIFF file. */
export const layoutOf = (file: ImageFile): TiffLayout | undefined => {
  if (file.size < 4) return undefined
  const order = file.text(0, 2)
  if (order !== 'II' && order !== 'MM') return undefined
  const littleEndian = order === 'II'
  const version = file.uint16(2, littleEndian)
  return version === 42 || version === 43 ? { littleEndian, big: version === 43 } : undefined
}

/** Where the first directory is, which can be anywhere in the file. */
export const firstDirectoryAt = (file: ImageFile, { littleEndian, big }: TiffLayout): number =>
  big ? file.uint64(8, littleEndian) : file.uint32(4, littleEndian)

/** Where the directory after the one at `start` is; 0 after the last. */
export const nextDirectoryAt = (
  file: ImageFile,
  { littleEndian, big }: TiffLayout,
  start: number,
): number => {
  const entries = big ? file.uint64(start, littleEndian) : file.uint16(start, littleEndian)
  const end = start + (big ? 8 + 20 * entries : 2 + 12 * entries)
  return big ? file.uint64(end, littleEndian) : file.uint32(end, littleEndian)
}

/** Reads the directory at `start`. Undefined if it is absurd. */
export const readDirectory = (
  file: ImageFile,
  { littleEndian, big }: TiffLayout,
  start: number,
): TiffDirectory | undefined => {
  if (start < 8) return undefined
  const entries = big ? file.uint64(start, littleEndian) : file.uint16(start, littleEndian)
  if (entries > maxEntries) return undefined
  const [first, length] = big ? [start + 8, 20] : [start + 2, 12]
  file.bytes(first, entries * length)
  const directory = new Map<number, TiffEntry>()
  for (let at = first; at < first + entries * length; at += length) {
    const type = file.uint16(at + 2, littleEndian)
    const count = big ? file.uint64(at + 4, littleEndian) : file.uint32(at + 4, littleEndian)
    const value = at + (big ? 12 : 8)
    const inside = (sizeOfType[type] ?? Infinity) * count <= (big ? 8 : 4)
    const offset = big ? file.uint64(value, littleEndian) : file.uint32(value, littleEndian)
    const tag = file.uint16(at, littleEndian)
    if (!directory.has(tag)) directory.set(tag, { type, count, at: inside ? value : offset })
  }
  return directory
}

/** The last values of an entry, at most `limit`; empty if it has none that are whole numbers. */
export const lastValues = (
  file: ImageFile,
  { littleEndian }: TiffLayout,
  entry: TiffEntry | undefined,
  limit: number,
): readonly number[] => {
  const size = sizeOfType[entry?.type ?? 0]
  if (!entry || size === undefined) return []
  const count = Math.min(entry.count, limit)
  const first = entry.at + (entry.count - count) * size
  file.bytes(first, count * size)
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * size
    if (size === 1) return file.uint8(at)
    if (size === 2) return file.uint16(at, littleEndian)
    return size === 4 ? file.uint32(at, littleEndian) : file.uint64(at, littleEndian)
  })
}

/** A single value; 0 if the entry is absent or has several. */
export const valueOf = (file: ImageFile, layout: TiffLayout, entry: TiffEntry | undefined): number =>
  entry?.count === 1 ? (lastValues(file, layout, entry, 1)[0] ?? 0) : 0

/** The orientation that a directory states; 1 if it states none. */
export const orientationIn = (file: ImageFile, layout: TiffLayout, directory: TiffDirectory): number => {
  const value = valueOf(file, layout, directory.get(orientationTag))
  return value >= 1 && value <= 8 ? value : 1
}

import type { Box } from './boxes.ts'
import type { ImageFile } from './image-file.ts'

const maxItems = 10_000
const maxExtents = 100_000
/** Extents that are in the file, not in another box or item. */
const inFile = 0

/** True if a piece of an item, such as pixels, is after the end of the file. @param iloc Where the items are. @throws Missing, Ended */
export const hasExtentPastEnd = (file: ImageFile, iloc: Box): boolean => {
  const version = file.uint8(iloc.start)
  if (version > 2) return false
  const sizes = file.uint16(iloc.start + 4)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version === 0 ? 0 : sizes & 15
  let at = iloc.start + 6
  const read = (size: number): number => {
    const start = at
    at += size
    if (size === 2) return file.uint16(start)
    if (size === 4) return file.uint32(start)
    return size === 8 ? file.uint64(start) : 0
  }
  const idSize = version < 2 ? 2 : 4
  const items = Math.min(read(idSize), maxItems)
  let extents = 0
  for (let item = 0; item < items && at < iloc.end; item += 1) {
    read(idSize)
    const method = version === 0 ? inFile : read(2) & 15
    const otherFile = read(2) !== 0
    const base = read(baseSize)
    const count = read(2)
    for (let extent = 0; extent < count && at < iloc.end; extent += 1) {
      extents += 1
      if (extents > maxExtents) return false
      read(indexSize)
      const offset = read(offsetSize)
      const length = read(lengthSize)
      if (method === inFile && !otherFile && base + offset + length > file.size) return true
    }
  }
  return false
}

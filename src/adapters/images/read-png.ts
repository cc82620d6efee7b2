import { image, needUpTo, notAnImage, startsWith, textAt, truncated } from './head.ts'
import type { Head, ReadFormat } from './head.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const firstChunk = 8
/** Bytes of length, name and checksum around the data of a chunk. */
const chunkFrame = 12

/** Walks the available chunks; each has at least 12 bytes. */
const isTruncated = ({ bytes, view, fileSize, complete }: Head): boolean => {
  let at = firstChunk
  while (at + 8 <= bytes.length) {
    const end = at + chunkFrame + view.getUint32(at)
    if (end > fileSize) return true
    if (view.getUint32(at + 4) === 0x49454e44) return false
    at = end
  }
  return complete
}

export const readPng: ReadFormat = (head) => {
  if (!startsWith(head, ...signature)) return undefined
  if (head.bytes.length < 45) return needUpTo(head, 'png', 45)
  // The variant of Apple starts with an extra chunk.
  const header = textAt(head, firstChunk + 4, 4) === 'CgBI' ? firstChunk + chunkFrame + 4 : firstChunk
  if (textAt(head, header + 4, 4) !== 'IHDR') return notAnImage
  const size = image('png', head.view.getUint32(header + 8), head.view.getUint32(header + 12))
  return size.kind === 'Image' && isTruncated(head) ? truncated : size
}

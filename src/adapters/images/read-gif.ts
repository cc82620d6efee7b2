import { image, needUpTo, textAt, truncated } from './head.ts'
import type { Head, ReadFormat } from './head.ts'

const headerEnd = 13
const extension = 0x21
const imageDescriptor = 0x2c

const colorTableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

/** Skips data sub-blocks, each with a length byte, up to the empty sub-block. */
const skipBlocks = (bytes: Uint8Array, start: number): number => {
  let at = start
  for (let length = bytes[at]; length !== undefined && length !== 0; length = bytes[at]) at += 1 + length
  return at + 1
}

/** True if a complete file ends within a block. */
const isTruncated = (bytes: Uint8Array): boolean => {
  let at = headerEnd + colorTableBytes(bytes[10] ?? 0)
  while (at < bytes.length) {
    const block = bytes[at]
    if (block === extension) at = skipBlocks(bytes, at + 2)
    else if (block === imageDescriptor) at = skipBlocks(bytes, at + 11 + colorTableBytes(bytes[at + 9] ?? 0))
    // The trailer, or an unknown block: not a sign of truncation.
    else return false
  }
  return true
}

export const readGif: ReadFormat = (head: Head) => {
  if (!/^GIF8[79]a$/.test(textAt(head, 0, 6))) return undefined
  if (head.bytes.length < headerEnd) return needUpTo(head, 'gif', headerEnd)
  const size = image('gif', head.view.getUint16(6, true), head.view.getUint16(8, true))
  return size.kind === 'Image' && head.complete && isTruncated(head.bytes) ? truncated : size
}

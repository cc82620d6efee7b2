import { tailBytes, tailOf, type ImageFile } from './image-file.ts'
import { image, type ImageFormat } from './found-image.ts'

const headerEnd = 13
const extension = 0x21
const imageDescriptor = 0x2c
const trailer = 0x3b
/** What programs append to a file: zeros, spaces, line ends. */
const padding: ReadonlySet<number> = new Set([0, 0x0a, 0x0d, 0x20])

const colorTableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

/** Skips data sub-blocks, each with a length byte, up to the empty sub-block. */
const skipBlocks = (bytes: Uint8Array, start: number): number => {
  let at = start
  for (let length = bytes[at]; length !== undefined && length !== 0; length = bytes[at]) at += 1 + length
  return at + 1
}

/** True if a complete file ends within a block. */
const endsInBlock = (bytes: Uint8Array): boolean => {
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

/** A small file is read block by block; a larger one must have the trailer at its end. */
const isTruncated = (file: ImageFile): boolean => {
  const tail = tailOf(file, 0)
  if (!tail) return false
  if (file.size <= tailBytes) return endsInBlock(tail)
  return tail.findLast((byte) => !padding.has(byte)) !== trailer
}

export const gif: ImageFormat = {
  name: 'gif',
  read: (file) => {
    if (file.size < 6 || !/^GIF8[79]a$/.test(file.text(0, 6))) return undefined
    const size = [file.uint16(6, true), file.uint16(8, true)] as const
    file.bytes(0, headerEnd)
    return image('gif', size, { truncated: isTruncated(file) })
  },
}

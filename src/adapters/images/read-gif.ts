import { attempt, Ended, GaveUp, tailBytes, tailOf, type ImageFile } from './image-file.ts'
import { image, type ImageFormat } from './found-image.ts'

const headerEnd = 13
const extension = 0x21
const imageDescriptor = 0x2c
const trailer = 0x3b
/** What programs append to a file: zeros, spaces, line ends. */
const padding: ReadonlySet<number> = new Set([0, 0x0a, 0x0d, 0x20])
/** The longest sub-block has one byte of length, and as many bytes as it can count. */
const fullBlock = 255
/** A file of full blocks, of the most bytes that are read, has a third of them. */
const maxBlocks = 100_000

const colorTableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))

type Read = (at: number) => number

/** True if the blocks from `start` on lead to the end of the file, and not to a trailer. @throws Ended, Missing, GaveUp */
const lacksTrailer = (read: Read, start: number, inBlocks: boolean): boolean => {
  let at = start
  let steps = 0
  const skipBlocks = (): void => {
    for (let length = read(at); length !== 0; length = read(at)) {
      steps += 1
      if (steps > maxBlocks) throw new GaveUp()
      at += 1 + length
    }
    at += 1
  }
  if (inBlocks) skipBlocks()
  for (; steps <= maxBlocks; steps += 1) {
    const block = read(at)
    if (block === extension) at += 2
    else if (block === imageDescriptor) at += 11 + colorTableBytes(read(at + 9))
    // The trailer, or an unknown block: not a sign of truncation.
    else return false
    skipBlocks()
  }
  throw new GaveUp()
}

/** So many full blocks in a row are not there by chance. */
const rowOfBlocks = 6
/** In compressed pixels each byte is about as frequent as any other; other data, such as padding, can be full of FF. */
const mostFull = 0.1

const rowLength = rowOfBlocks * (fullBlock + 1)

const isRow = (tail: Uint8Array, at: number): boolean => {
  for (let next = at; next < at + rowLength; next += fullBlock + 1) if (tail[next] !== fullBlock) return false
  return true
}

const isTooFull = (tail: Uint8Array, at: number): boolean =>
  tail.subarray(at, at + rowLength).filter((byte) => byte === fullBlock).length > mostFull * rowLength

/** Where a row of full sub-blocks begins in the last bytes of a file; undefined if there is none. */
const findRow = (tail: Uint8Array): number | undefined => {
  let at = tail.indexOf(fullBlock)
  while (at >= 0 && at + rowLength <= tail.length) {
    const row = isRow(tail, at)
    if (row && !isTooFull(tail, at)) return at
    at = tail.indexOf(fullBlock, at + (row ? rowLength : 1))
  }
  return undefined
}

/** Looks for pixels in the last bytes, and for what they lead to. A file that is not understood is not cut. */
const isCutInTail = (tail: Uint8Array): boolean => {
  const start = findRow(tail)
  if (start === undefined) return false
  const read = (at: number): number => {
    const byte = tail[at]
    if (byte === undefined) throw new Ended()
    return byte
  }
  try {
    return lacksTrailer(read, start, true)
  } catch (error) {
    if (error instanceof Ended) return true
    if (error instanceof GaveUp) return false
    throw error
  }
}

/** The most bytes of a file that is read block by block: all reads of an image together are a little longer. */
const maxWalked = 6 * 1024 * 1024

/** A file without a trailer at its end is read block by block, as bytes of something else may follow the trailer. */
const isTruncated = (file: ImageFile): boolean => {
  const tail = tailOf(file, 0)
  if (!tail) return false
  const last = tail.findLastIndex((byte) => !padding.has(byte))
  const endsAsUsual = tail[last] === trailer && tail[last - 1] === 0
  const looksCut = isCutInTail(tail)
  if (file.size > maxWalked) return looksCut
  // Pixels may end like a trailer by chance.
  if (endsAsUsual && !looksCut && file.size > tailBytes) return false
  const walk = () => lacksTrailer((at) => file.uint8(at), headerEnd + colorTableBytes(file.uint8(10)), false)
  return attempt(file, walk, false, true)
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

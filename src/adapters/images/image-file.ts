import type { FilePart } from '../../domain/model/files/image-header.ts'

/** A reader wants bytes that are not known yet. */
export class Missing extends Error {
  readonly offset: number
  readonly count: number
  constructor(offset: number, count: number) {
    super('This part of the file is not known')
    this.offset = offset
    this.count = count
  }
}

/** A reader wants bytes after the end of the file. */
export class Ended extends Error {}

/** A reader took its most steps: more bytes would not help it. */
export class GaveUp extends Error {}

/** A file, or a part of one, of which only some bytes are known. All methods throw `Ended` and `Missing`. */
export interface ImageFile {
  /** Bytes; infinite if unknown, as of a compressed file. */
  readonly size: number
  /** False if what is missing now stays so. */
  readonly more: boolean
  bytes(at: number, count: number): Uint8Array
  uint8(at: number): number
  uint16(at: number, littleEndian?: boolean): number
  uint32(at: number, littleEndian?: boolean): number
  /** Inexact from 2^53 on, which is after the end of every file. */
  uint64(at: number, littleEndian?: boolean): number
  /** One character per byte. */
  text(at: number, count: number): string
}

const create = (size: number, more: boolean, bytes: ImageFile['bytes']): ImageFile => {
  const view = (at: number, count: number): DataView => {
    const found = bytes(at, count)
    return new DataView(found.buffer, found.byteOffset, found.byteLength)
  }
  return {
    size,
    more,
    bytes,
    uint8: (at) => view(at, 1).getUint8(0),
    uint16: (at, littleEndian) => view(at, 2).getUint16(0, littleEndian),
    uint32: (at, littleEndian) => view(at, 4).getUint32(0, littleEndian),
    uint64: (at, littleEndian) => Number(view(at, 8).getBigUint64(0, littleEndian)),
    text: (at, count) => String.fromCharCode(...bytes(at, count)),
  }
}

/** The first of these parts that has the byte at `at`. */
const partWith = (parts: readonly FilePart[], at: number): FilePart | undefined =>
  parts.find(({ offset, bytes }) => offset <= at && at < offset + bytes.length)

export const createImageFile = (file: {
  readonly size: number
  readonly parts: readonly FilePart[]
  readonly more: boolean
}): ImageFile => {
  const { size, parts, more } = file
  return create(size, more, (at, count) => {
    const end = at + count
    if (!(at >= 0 && end <= size && Number.isSafeInteger(end))) throw new Ended()
    const pieces: Uint8Array[] = []
    let from = at
    while (from < end) {
      const part = partWith(parts, from)
      if (!part) throw new Missing(from, end - from)
      const piece = part.bytes.subarray(from - part.offset, end - part.offset)
      if (piece.length === count) return piece
      pieces.push(piece)
      from += piece.length
    }
    return Buffer.concat(pieces)
  })
}

/** A part of a file as a file of its own, such as an EXIF block. What is after its end cannot be read. */
export const partOf = (file: ImageFile, offset: number, size: number): ImageFile =>
  create(size, file.more, (at, count) => {
    if (!(at >= 0 && at + count <= size)) throw new Ended()
    return file.bytes(offset + at, count)
  })

/**
 * Runs a step whose result the header of an image may do without.
 * @param missing The result if bytes that it needs stay missing, or the step gives up.
 * @param ended The result if the file ends before them.
 */
export const attempt = <T>(file: ImageFile, step: () => T, missing: T, ended = missing): T => {
  try {
    return step()
  } catch (error) {
    if (error instanceof Ended) return ended
    if (error instanceof GaveUp || (error instanceof Missing && !file.more)) return missing
    throw error
  }
}

/** True if the file begins with these bytes. */
export const startsWith = (file: ImageFile, start: readonly number[]): boolean =>
  file.size >= start.length && Buffer.from(start).equals(file.bytes(0, start.length))

/** Bytes at the end of a file that are read to find out whether it is whole. */
export const tailBytes = 64 * 1024

/** The last bytes of a file after `from`; undefined if they cannot be read. */
export const tailOf = (file: ImageFile, from: number, count = tailBytes): Buffer | undefined =>
  attempt(
    file,
    () => {
      const start = Math.max(from, file.size - count)
      const tail = file.bytes(start, file.size - start)
      return Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength)
    },
    undefined,
  )

const searchedAtOnce = 4_096

const search = (file: ImageFile, from: number, find: (bytes: Uint8Array) => number): number => {
  for (let at = from; at < file.size; at += searchedAtOnce) {
    const index = find(file.bytes(at, Math.min(searchedAtOnce, file.size - at)))
    if (index >= 0) return at + index
  }
  throw new Ended()
}

/** Where the first byte of this value is, from `from` on. @throws Missing, Ended */
export const findByte = (file: ImageFile, from: number, value: number): number =>
  search(file, from, (bytes) => bytes.indexOf(value))

/** Where the first byte of another value is, from `from` on. @throws Missing, Ended */
export const skipByte = (file: ImageFile, from: number, value: number): number =>
  search(file, from, (bytes) => bytes.findIndex((byte) => byte !== value))

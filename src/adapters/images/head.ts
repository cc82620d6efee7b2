import { maxHeaderBytes } from '../../domain/model/files/image-header.ts'
import type { ImageHeader } from '../../domain/model/files/image-header.ts'

/** The start of a file. */
export interface Head {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Bytes of the whole file. */
  readonly fileSize: number
  /** Nothing comes after these bytes. */
  readonly whole: boolean
}

/** Undefined if the bytes are not of this format. */
export type ReadFormat = (head: Head) => ImageHeader | undefined

export const notAnImage: ImageHeader = { kind: 'NotAnImage' }
export const truncated: ImageHeader = { kind: 'Truncated' }

const mostPixels = 2 ** 31

export const image = (format: string, width: number, height: number): ImageHeader => {
  const sound = [width, height].every((side) => Number.isInteger(side) && side > 0 && side < mostPixels)
  return sound ? { kind: 'Image', width, height, format } : notAnImage
}

/** Asks for bytes up to this one; more than just these, so that few questions lead to an answer. */
export const needUpTo = (head: Head, format: string, end: number): ImageHeader => {
  if (end > head.fileSize) return truncated
  if (end > maxHeaderBytes) return { kind: 'SizeUnknown', format }
  const bytes = Math.min(head.fileSize, maxHeaderBytes, Math.max(end, 4 * head.bytes.length))
  return { kind: 'NeedMore', bytes }
}

export const textAt = ({ bytes }: Head, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length))

export const startsWith = ({ bytes }: Head, ...start: readonly number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte)

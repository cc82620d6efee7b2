import { maxHeaderBytes } from '../../domain/model/files/image-header.ts'
import type { ImageHeader } from '../../domain/model/files/image-header.ts'

/** The start of a file. */
export interface Head {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Size of the file in bytes. */
  readonly fileSize: number
  /** True if `bytes` is the complete file. */
  readonly complete: boolean
}

/** Reads the header of one format. Undefined if the file has another format. */
export type ReadFormat = (head: Head) => ImageHeader | undefined

export const notAnImage: ImageHeader = { kind: 'NotAnImage' }
export const truncated: ImageHeader = { kind: 'Truncated' }

const maxSide = 2 ** 31

export const image = (format: string, width: number, height: number): ImageHeader => {
  const valid = [width, height].every((side) => Number.isInteger(side) && side > 0 && side < maxSide)
  return valid ? { kind: 'Image', width, height, format } : notAnImage
}

/** Requests the bytes up to `end`, and some more, so that few requests are enough. */
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

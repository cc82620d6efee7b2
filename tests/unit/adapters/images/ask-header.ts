import { expect } from '@jest/globals'
import { readImageHeader } from '../../../../src/adapters/images/read-image-header.ts'
import {
  maxHeaderBytes,
  maxHeaderReads,
  type FilePart,
  type ImageHeader,
} from '../../../../src/domain/model/files/image-header.ts'
import { measureImage } from '../../../../src/domain/model/files/measure-image.ts'
import { createFakeContainer } from '../../../support/fake-blobs.ts'

/** A file of any size of which only some pieces hold anything; the rest is filled with one byte. */
export interface SparseFile {
  readonly size: number
  readonly pieces: readonly FilePart[]
  readonly fill?: number
}

export const sparse = (bytes: Uint8Array): SparseFile => ({
  size: bytes.length,
  pieces: [{ offset: 0, bytes }],
})

const slice = ({ size, pieces, fill = 0 }: SparseFile, offset: number, count: number): Uint8Array => {
  const result = new Uint8Array(Math.max(0, Math.min(count, size - offset))).fill(fill)
  for (const piece of pieces) {
    const from = Math.max(offset, piece.offset)
    const to = Math.min(offset + result.length, piece.offset + piece.bytes.length)
    if (from < to) result.set(piece.bytes.subarray(from - piece.offset, to - piece.offset), from - offset)
  }
  return result
}

const isKnown = (parts: readonly FilePart[], at: number): boolean =>
  parts.some(({ offset, bytes }) => offset <= at && at < offset + bytes.length)

/** Checks what must hold for every answer. */
export const checkHeader = (
  header: ImageHeader,
  {
    size,
    parts,
    more,
  }: { readonly size: number; readonly parts: readonly FilePart[]; readonly more: boolean },
): void => {
  if (header.kind === 'NeedMore') {
    expect(more).toBe(true)
    expect(header.count).toBeGreaterThan(0)
    expect(header.offset + header.count).toBeLessThanOrEqual(size)
    // Each question brings something new.
    expect(isKnown(parts, header.offset)).toBe(false)
  }
  if (header.kind === 'Image') {
    const sides = [header.width, header.height]
    expect(sides.every((side) => Number.isInteger(side) && side > 0 && side < 2 ** 31)).toBe(true)
    if (header.orientation !== undefined) expect([2, 3, 4, 5, 6, 7, 8]).toContain(header.orientation)
  }
}

/** Asks as an import does, and counts reads and bytes. */
export const ask = async (file: SparseFile, contentEncoding?: string) => {
  const read = { reads: 0, bytes: 0 }
  const { source } = createFakeContainer()
  const measured = await measureImage(
    {
      ...source,
      readPart: (_, { offset, count }) => {
        const bytes = slice(file, offset, count)
        read.reads += 1
        read.bytes += bytes.length
        return Promise.resolve({ bytes, contentEncoding })
      },
    },
    (known) => {
      const header = readImageHeader(known)
      checkHeader(header, known)
      return header
    },
    { path: 'file', size: file.size },
  )
  if (measured === 'Missing') throw new Error('The file exists')
  expect(read.reads).toBeLessThanOrEqual(maxHeaderReads)
  expect(read.bytes).toBeLessThanOrEqual(maxHeaderBytes)
  return { measured, ...read }
}

/** The answer to the first bytes of a file, all of them by default. */
export const askStart = (
  file: Uint8Array,
  {
    known = file.length,
    size = file.length,
    more = true,
    contentEncoding,
  }: {
    readonly known?: number
    readonly size?: number
    readonly more?: boolean
    readonly contentEncoding?: string | undefined
  } = {},
): ImageHeader =>
  readImageHeader({ size, parts: [{ offset: 0, bytes: file.subarray(0, known) }], contentEncoding, more })

import { isNativeError } from 'node:util/types'
import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type BrotliOptions,
  type ZlibOptions,
} from 'node:zlib'

/** The codings of HTTP that every browser decodes. */
export type Coding = 'gzip' | 'deflate' | 'br'

const names: ReadonlyMap<string, Coding> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
])

/**
 * The codings that a `Content-Encoding` header names, in the order in which they were applied; `zstd`, which not every browser
 * decodes, is undefined. Browsers take no notice of other names, such as `utf-8`.
 */
export const codingsOf = (header = ''): readonly Coding[] | undefined => {
  const stated = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  if (stated.includes('zstd')) return undefined
  return stated.flatMap((name) => names.get(name) ?? [])
}

/** The most bytes of content, against files that decompress to gigabytes. */
const maxUnpacked = 4 * 1024 * 1024
/** The few first bytes of a file of one color can hold this much. It is dropped at once. */
const maxForMoment = 24 * 1024 * 1024

export interface Unpacked {
  readonly bytes: Uint8Array
  /** `Whole`: all of the content. `Start`: more follows. `Cut`: the packed file ends within it. */
  readonly state: 'Whole' | 'Start' | 'Cut'
}

type Unpack = (packed: Uint8Array, end: 'Strict' | 'Open', maxOutputLength: number) => Uint8Array

const unpackZlib =
  (run: (packed: Uint8Array, options: ZlibOptions) => Uint8Array): Unpack =>
  (packed, end, maxOutputLength) =>
    run(packed, {
      maxOutputLength,
      finishFlush: end === 'Strict' ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
    })

const unpackBrotli: Unpack = (packed, end, maxOutputLength) => {
  const finishFlush = end === 'Strict' ? constants.BROTLI_OPERATION_FINISH : constants.BROTLI_OPERATION_FLUSH
  const options: BrotliOptions = { maxOutputLength, finishFlush }
  return brotliDecompressSync(packed, options)
}

/** Browsers take both meanings of `deflate`: with the frame of zlib and without it. */
const unpackers: Readonly<Record<Coding, readonly Unpack[]>> = {
  gzip: [unpackZlib(gunzipSync)],
  deflate: [unpackZlib(inflateSync), unpackZlib(inflateRawSync)],
  br: [unpackBrotli],
}

const codeOf = (error: unknown): unknown => (isNativeError(error) && 'code' in error ? error.code : undefined)
const isTooLong = (error: unknown): boolean => codeOf(error) === 'ERR_BUFFER_TOO_LARGE'
/** The packed bytes end before the content does: zlib, and Brotli. */
const endsEarly = (error: unknown): boolean => codeOf(error) === 'Z_BUF_ERROR'

/** Decompresses the start of a file, of fewer and fewer bytes until they fit. Undefined if it is not valid. */
const unpackStart = (unpack: Unpack, packed: Uint8Array): Uint8Array | undefined => {
  for (let count = packed.length; count > 0; count = count > 8_192 ? 8_192 : Math.floor(count / 2))
    try {
      const bytes = unpack(packed.subarray(0, count), 'Open', maxForMoment)
      return bytes.length > maxUnpacked ? Uint8Array.from(bytes.subarray(0, maxUnpacked)) : bytes
    } catch (error) {
      if (!isTooLong(error)) return undefined
    }
  return undefined
}

const unpackWith = (unpack: Unpack, { bytes: packed, state }: Unpacked): Unpacked | undefined => {
  let ended: Unpacked['state'] = 'Start'
  if (state !== 'Start')
    try {
      return { bytes: unpack(packed, 'Strict', maxUnpacked), state }
    } catch (error) {
      if (endsEarly(error)) ended = 'Cut'
    }
  const bytes = unpackStart(unpack, packed)
  return bytes && { bytes, state: ended }
}

/** Decompresses a file or its start. Undefined if it is not packed in this way. */
export const unpack = (coding: Coding, packed: Unpacked): Unpacked | undefined => {
  for (const unpacker of unpackers[coding]) {
    const unpacked = unpackWith(unpacker, packed)
    if (unpacked && unpacked.bytes.length > 0) return unpacked
  }
  return undefined
}

/** Decompresses a whole file. Undefined if it is not packed as its `Content-Encoding` says, or longer than `maxBytes`. */
export const unpackWhole = (
  packed: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
): Uint8Array | undefined => {
  const unpackBy = (coding: Coding, bytes: Uint8Array): Uint8Array | undefined => {
    for (const unpacker of unpackers[coding])
      try {
        return unpacker(bytes, 'Strict', maxBytes)
      } catch {
        // The next one, or none.
      }
    return undefined
  }
  let bytes: Uint8Array | undefined = packed
  for (const coding of codingsOf(contentEncoding)?.toReversed() ?? [undefined])
    bytes = coding && bytes && unpackBy(coding, bytes)
  return bytes
}

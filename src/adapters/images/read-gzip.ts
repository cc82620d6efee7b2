import { isNativeError } from 'node:util/types'
import { gunzipSync, constants } from 'node:zlib'
import { firstHeaderBytes } from '../../domain/model/files/image-header.ts'
import { createImageFile, startsWith, type ImageFile } from './image-file.ts'
import { notAnImage, type Found } from './found-image.ts'

const signature = [0x1f, 0x8b, 8]
/** The most bytes of a compressed file that are read; a file that is not longer is judged as a whole. */
const maxPacked = 1024 * 1024
/** The most bytes of content, against files that decompress to gigabytes. */
const maxUnpacked = 4 * 1024 * 1024
/** Deflate packs at most 1 032 bytes into one, so that this much always fits. */
const alwaysFits = 4_000

interface Unpacked {
  readonly bytes: Uint8Array
  /** `Whole`: all of the content. `Start`: more follows. `Cut`: the compressed file ends within it. */
  readonly state: 'Whole' | 'Start' | 'Cut'
}

const unpack = (packed: Uint8Array, finishFlush: number): Uint8Array =>
  gunzipSync(packed, { finishFlush, maxOutputLength: maxUnpacked })

const codeOf = (error: unknown): unknown => (isNativeError(error) && 'code' in error ? error.code : undefined)

/** Decompresses the start of a file. Undefined if it is not valid. */
const unpackStart = (packed: Uint8Array): Uint8Array | undefined => {
  for (const part of [packed, packed.subarray(0, alwaysFits)])
    try {
      return unpack(part, constants.Z_SYNC_FLUSH)
    } catch (error) {
      if (codeOf(error) !== 'ERR_BUFFER_TOO_LARGE') return undefined
    }
  return undefined
}

const unpackWhole = (packed: Uint8Array): Unpacked | undefined => {
  try {
    return { bytes: unpack(packed, constants.Z_FINISH), state: 'Whole' }
  } catch (error) {
    const bytes = unpackStart(packed)
    return bytes && { bytes, state: codeOf(error) === 'Z_BUF_ERROR' ? 'Cut' : 'Start' }
  }
}

/**
 * Reads the header of a file that is stored compressed (`Content-Encoding: gzip`), as browsers show it. Undefined for other
 * files.
 */
export const readGzip = (file: ImageFile, readFormats: (file: ImageFile) => Found): Found | undefined => {
  if (!startsWith(file, signature)) return undefined
  const readStart = (count: number): Found => {
    const packed = file.bytes(0, count)
    const unpacked =
      count === file.size ? unpackWhole(packed) : { bytes: unpackStart(packed), state: 'Start' as const }
    if (!unpacked?.bytes) return notAnImage
    const { bytes, state } = unpacked
    const size = state === 'Whole' ? bytes.length : Infinity
    const found = readFormats(createImageFile({ size, parts: [{ offset: 0, bytes }], more: false }))
    return state === 'Cut' && 'format' in found ? { kind: 'Truncated', format: found.format } : found
  }
  if (file.size <= maxPacked) return readStart(file.size)
  const found = readStart(firstHeaderBytes)
  return found.kind === 'SizeUnknown' ? readStart(maxPacked) : found
}

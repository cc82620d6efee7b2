import {
  attempt,
  Ended,
  findByte,
  GaveUp,
  skipByte,
  tailBytes,
  tailOf,
  type ImageFile,
} from './image-file.ts'
import { maxSteps } from './found-image.ts'

const startOfScan = 0xda
const endOfImage = 0xd9

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7
/** The tables and headers between two scans, and comments. */
const between: ReadonlySet<number> = new Set([0xc4, startOfScan, 0xdb, 0xdc, 0xdd, 0xfe])
const hasLength = (marker: number): boolean => between.has(marker) || (marker >= 0xe0 && marker <= 0xef)

/** What follows FF within scans: a stuffed zero, fill, restarts, and what is between two scans. */
const isOfScans = (marker: number): boolean =>
  marker === 0 || marker === 0xff || isRestart(marker) || between.has(marker)

/** Where the first scan begins, after the segments that follow the frame. @throws Missing, Ended, GaveUp */
const findScan = (file: ImageFile, frameEnd: number): number => {
  let at = frameEnd
  for (let steps = 0; steps < maxSteps; steps += 1) {
    at = skipByte(file, findByte(file, at, 0xff), 0xff)
    const marker = file.uint8(at)
    at += 1
    if (marker === startOfScan) return at
    if (hasLength(marker)) at += Math.max(2, file.uint16(at))
  }
  throw new GaveUp()
}

/** The most stuffed bytes and the like that are visited in one file. */
const maxMarkers = 200_000

/** True if the file ends before the end marker. What else no scan can have is not understood. @throws Missing, GaveUp */
const lacksEnd = (file: ImageFile, scan: number): boolean => {
  let at = scan
  try {
    for (let steps = 0; steps < maxMarkers; steps += 1) {
      at = skipByte(file, findByte(file, at, 0xff), 0xff) - 1
      const marker = file.uint8(at + 1)
      if (marker === endOfImage) return false
      if (marker === 0 || isRestart(marker)) at += 2
      else if (hasLength(marker)) at += 2 + Math.max(2, file.uint16(at + 2))
      else return false
    }
  } catch (error) {
    if (error instanceof Ended) return true
    throw error
  }
  throw new GaveUp()
}

/** All reads of an image together are a little longer. */
const maxWalked = 6 * 1024 * 1024
/** In the last bytes of a scan, compressed pixels have about 256 stuffed zeros. */
const fewestStuffed = 16
const mostStuffed = 1_500

interface Tail {
  /** Bytes that no scan can have: the end marker, or those of a video that a camera appended. */
  readonly foreign: boolean
  readonly stuffed: number
}

const judgeTail = (tail: Uint8Array): Tail => {
  let stuffed = 0
  for (let at = tail.indexOf(0xff); at >= 0; at = tail.indexOf(0xff, at + 1)) {
    const marker = tail[at + 1]
    if (marker !== undefined && !isOfScans(marker)) return { foreign: true, stuffed }
    if (marker === 0) stuffed += 1
  }
  return { foreign: false, stuffed }
}

/**
 * True if the file ends within a scan. Cameras and programs append much after the end, such as a video or zeros: a long file
 * whose last bytes are no scan for certain is whole, and others are searched for the end marker.
 */
export const endsInScan = (file: ImageFile, frameEnd: number): boolean => {
  const scan = attempt(file, () => findScan(file, frameEnd), undefined, file.size)
  const tail = scan === undefined ? undefined : tailOf(file, scan)
  if (scan === undefined || !tail) return false
  const { foreign, stuffed } = judgeTail(tail)
  if (foreign && file.size - scan > tailBytes) return false
  if (file.size <= maxWalked) return attempt(file, () => lacksEnd(file, scan), false)
  return !foreign && stuffed >= fewestStuffed && stuffed <= mostStuffed
}

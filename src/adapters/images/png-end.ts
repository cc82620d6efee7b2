import { attempt, Ended, GaveUp, tailOf, type ImageFile } from './image-file.ts'
import { maxSteps } from './found-image.ts'

/** Bytes of length, name and checksum around the data of a chunk. */
export const chunkFrame = 12
const chunkName = /^[A-Za-z]{4}$/

/** True if the file ends before its IEND chunk does; false if something else follows a chunk. @throws Missing, GaveUp */
const lacksEndFrom = (file: ImageFile, start: number): boolean => {
  let at = start
  try {
    for (let steps = 0; steps < maxSteps; steps += 1) {
      const length = file.uint32(at)
      const name = file.text(at + 4, 4)
      if (!chunkName.test(name)) return false
      at += chunkFrame + length
      if (at > file.size) return true
      if (name === 'IEND') return false
    }
  } catch (error) {
    if (error instanceof Ended) return true
    throw error
  }
  throw new GaveUp()
}

/**
 * True if the file ends before its IEND chunk. Some programs leave other bytes after it: the chunk is looked for in the last
 * bytes, then from the first chunk on; in a file that is too long for that, from a chunk of pixels in the last bytes on.
 */
export const lacksEnd = (file: ImageFile, firstChunk: number): boolean => {
  const tail = tailOf(file, firstChunk)
  if (!tail) return false
  const end = tail.lastIndexOf('IEND')
  if (end >= 0 && end + 8 <= tail.length) return false
  const pixels = tail.indexOf('IDAT')
  const inTail =
    pixels >= 4 && attempt(file, () => lacksEndFrom(file, file.size - tail.length + pixels - 4), false)
  return attempt(file, () => lacksEndFrom(file, firstChunk), inTail)
}

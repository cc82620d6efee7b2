import { attempt, GaveUp, tailOf, type ImageFile } from './image-file.ts'
import { maxSteps } from './found-image.ts'
import {
  elementAt,
  elementsIn,
  itemTag,
  sequenceEnd,
  undefinedLength,
  type Element,
  type Syntax,
} from './dicom-elements.ts'

/** Pixels are whole numbers in one element, floating point in two others. */
export const firstPixels = 0x7fe0_0008

/** True if the file ends within the pieces of compressed pixels. @throws Missing, Ended, GaveUp */
const endsInPieces = (file: ImageFile, from: number, syntax: Syntax): boolean => {
  let at = from
  for (let steps = 0; steps < maxSteps; steps += 1) {
    const { tag, start, length } = elementAt(file, at, syntax)
    if (tag === sequenceEnd) return false
    if (tag !== itemTag) throw new GaveUp()
    at = start + length
    if (at > file.size) return true
  }
  throw new GaveUp()
}

const isUniform = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === bytes[0])

/**
 * Pixels have a length, or are compressed and end with a tag. What follows the tag may be long, usually padding: then the
 * pieces are visited, unless they are too many, in which case padding in the last bytes is not taken for pixels.
 */
const isCutIn = (file: ImageFile, { start, length }: Element, syntax: Syntax): boolean => {
  if (length !== undefinedLength) return start + length > file.size
  const end = Buffer.from(syntax.littleEndian ? [0xfe, 0xff, 0xdd, 0xe0] : [0xff, 0xfe, 0xe0, 0xdd])
  const tail = tailOf(file, start)
  if (!tail || tail.includes(end)) return false
  return attempt(file, () => endsInPieces(file, start, syntax), !isUniform(tail), true)
}

/** True if the data set from here on has no pixels, or the file ends within them. */
export const lacksPixels = (file: ImageFile, from: number, syntax: Syntax): boolean =>
  attempt(
    file,
    () => {
      let end = from
      for (const element of elementsIn(file, from, syntax)) {
        if (element.tag >= firstPixels) return isCutIn(file, element, syntax)
        end = element.start + element.length
      }
      return end >= file.size
    },
    false,
    true,
  )

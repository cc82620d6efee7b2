import { attempt, Ended, GaveUp, startsWith, tailOf, type ImageFile } from './image-file.ts'
import { endsInBox, findBox, wholeFile, type Box } from './boxes.ts'
import { image, maxSteps, notAnImage, type ImageFormat } from './found-image.ts'

const container = [0, 0, 0, 0x0c, ...Buffer.from('jP  \r\n\x87\n', 'latin1')]
const codestream = [0xff, 0x4f, 0xff, 0x51]
const startOfTile = 0xff90
const endOfCodestream = 0xffd9

/** True if the file ends within a tile. @throws Missing, GaveUp */
const endsInTile = (file: ImageFile, start: number): boolean => {
  let at = start + 2
  try {
    for (let steps = 0; steps < maxSteps; steps += 1) {
      const marker = file.uint16(at)
      if (marker === endOfCodestream) return false
      const length = marker === startOfTile ? file.uint32(at + 6) : 2 + file.uint16(at + 2)
      // The length of the last tile can be left out.
      if (marker < 0xff00 || length === 0) return false
      at += length
    }
  } catch (error) {
    if (error instanceof Ended) return true
    throw error
  }
  throw new GaveUp()
}

/** True if the file ends within the codestream: there is no end marker, which cannot be within tiles, in its last bytes. */
const isTruncated = (file: ImageFile, { start }: Pick<Box, 'start'>): boolean => {
  const tail = tailOf(file, start)
  if (!tail || tail.includes(Buffer.of(0xff, 0xd9))) return false
  return attempt(file, () => endsInTile(file, start), false)
}

/** JPEG 2000, in its container or as a codestream alone. */
export const jp2: ImageFormat = {
  name: 'jp2',
  read: (file) => {
    if (startsWith(file, codestream)) {
      const side = (at: number) => file.uint32(at) - file.uint32(at + 8)
      return image('jp2', [side(8), side(12)], { truncated: isTruncated(file, { start: 0 }) })
    }
    if (!startsWith(file, container)) return undefined
    const header = findBox(file, wholeFile(file), 'jp2h')
    const sizes = header && findBox(file, header, 'ihdr')
    if (!sizes) return notAnImage
    const size = [file.uint32(sizes.start + 4), file.uint32(sizes.start)] as const
    if (endsInBox(file)) return image('jp2', size, { truncated: true })
    const pixels = attempt(file, () => findBox(file, wholeFile(file), 'jp2c'), undefined)
    return image('jp2', size, { truncated: pixels !== undefined && isTruncated(file, pixels) })
  },
}

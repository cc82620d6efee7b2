import { attempt, type ImageFile } from './image-file.ts'
import { image, notAnImage, type ImageFormat } from './found-image.ts'
import {
  lastValues,
  layoutOf,
  orientationIn,
  readFirstDirectory,
  valueOf,
  type TiffDirectory,
  type TiffLayout,
} from './tiff-directory.ts'

const tags = { width: 256, height: 257 } as const
/** Offsets of the pixels, in strips or tiles, and their lengths. */
const pixels = [
  [273, 279],
  [324, 325],
] as const
/** The last strips are usually the last in the file. */
const checkedStrips = 1_000

/** True if pixels of the first directory are after the end of the file. */
const isTruncated = (file: ImageFile, layout: TiffLayout, directory: TiffDirectory): boolean =>
  pixels.some(([offsetTag, lengthTag]) => {
    const read = (tag: number) => lastValues(file, layout, directory.get(tag), checkedStrips)
    // An array that is not in the file is a sign of truncation, too.
    return attempt(
      file,
      () => {
        const lengths = read(lengthTag)
        return read(offsetTag).some((offset, index) => offset + (lengths[index] ?? 0) > file.size)
      },
      false,
      true,
    )
  })

/** Reads the first directory: the first page of a file with several. */
export const tiff: ImageFormat = {
  name: 'tiff',
  read: (file) => {
    const layout = layoutOf(file)
    if (!layout) return undefined
    const directory = readFirstDirectory(file, layout)
    if (!directory) return notAnImage
    const side = (tag: number) => valueOf(file, layout, directory.get(tag))
    return image('tiff', [side(tags.width), side(tags.height)], {
      orientation: attempt(file, () => orientationIn(file, layout, directory), 1),
      truncated: isTruncated(file, layout, directory),
    })
  },
}

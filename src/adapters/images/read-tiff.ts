import { attempt, type ImageFile } from './image-file.ts'
import { image, notAnImage, type ImageFormat } from './found-image.ts'
import {
  firstDirectoryAt,
  layoutOf,
  nextDirectoryAt,
  orientationIn,
  readDirectory,
  valueOf,
  type TiffLayout,
} from './tiff-directory.ts'
import { hasPixelsPastEnd, sizeTags } from './tiff-pixels.ts'

const maxPages = 100
/** The offset after the last page is 0, but some encoders leave any number there. A page that was cut off is not so far away. */
const farthest = 64

/** True if a later page, or its pixels, are after the end of the file. */
const lacksPages = (file: ImageFile, layout: TiffLayout, first: number): boolean => {
  const visited = new Set([first])
  let at = first
  while (visited.size < maxPages) {
    const last = at
    at = attempt(file, () => nextDirectoryAt(file, layout, last), 0)
    if (at < 8 || at % 2 === 1 || visited.has(at)) return false
    if (at >= file.size) return at < farthest * file.size
    visited.add(at)
    const found = at
    const directory = attempt(file, () => readDirectory(file, layout, found), undefined)
    if (!directory) return false
    if (hasPixelsPastEnd(file, layout, directory)) return true
  }
  return false
}

/** Reads the first directory: the first page of a file with several. */
export const tiff: ImageFormat = {
  name: 'tiff',
  read: (file) => {
    const layout = layoutOf(file)
    if (!layout) return undefined
    const start = firstDirectoryAt(file, layout)
    const directory = readDirectory(file, layout, start)
    if (!directory) return notAnImage
    const side = (tag: number) => valueOf(file, layout, directory.get(tag))
    return image('tiff', [side(sizeTags.width), side(sizeTags.height)], {
      orientation: attempt(file, () => orientationIn(file, layout, directory), 1),
      truncated: hasPixelsPastEnd(file, layout, directory) || lacksPages(file, layout, start),
    })
  },
}

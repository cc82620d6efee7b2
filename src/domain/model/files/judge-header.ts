import type { HeaderField, ItemDocument, ItemProblem } from '../items/item.ts'
import type { ImageHeader } from './image-header.ts'

/**
 * What the header of an image gives: its format, its size and orientation, or a problem. A format without a size and without
 * a problem means that the size is too deep in the file.
 */
export type Measured = Pick<ItemDocument, HeaderField>

/**
 * Chrome and Firefox decode no image of 2^29 pixels or more (2 GiB of memory at 4 bytes per pixel), and Firefox none with a
 * longer side. So nobody can label such a picture in a browser, whether the size is true or a lie of a small file.
 */
export const maxPixels = 2 ** 29 - 1
export const maxSide = 65_535

/** The formats that every browser shows in an `<img>`. All others are `NotDisplayable`. */
const displayable: ReadonlySet<string> = new Set(['jpeg', 'png', 'gif', 'webp', 'bmp', 'avif', 'ico'])

const problemOf = (header: ImageHeader & { kind: 'Image' | 'SizeUnknown' }): ItemProblem | undefined => {
  if (header.kind === 'Image') {
    const { width, height, unusual } = header
    if (width * height > maxPixels || Math.max(width, height) > maxSide) return 'Oversized'
    if (unusual) return 'NotDisplayable'
  }
  return displayable.has(header.format) ? undefined : 'NotDisplayable'
}

/**
 * The fields of an item that follow from a header. `Oversized` and `NotDisplayable` are images, with their size; a
 * `Truncated` one has no size, because not all of its pixels exist.
 */
export const judgeHeader = (header: Exclude<ImageHeader, { kind: 'NeedMore' }>): Measured => {
  switch (header.kind) {
    case 'NotAnImage':
      return { problem: 'NotAnImage' }
    case 'Truncated':
      return { format: header.format, problem: 'Truncated' }
    case 'SizeUnknown': {
      const problem = problemOf(header)
      return { format: header.format, ...(problem && { problem }) }
    }
    case 'Image': {
      const { width, height, format, orientation } = header
      const problem = problemOf(header)
      return {
        width,
        height,
        format,
        ...(orientation === undefined ? {} : { orientation }),
        ...(problem && { problem }),
      }
    }
  }
}

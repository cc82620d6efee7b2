import type { ImageHeader } from '../../domain/model/files/image-header.ts'
import type { ImageFile } from './image-file.ts'

/** What a reader found; bytes that it lacks are thrown as `Missing`. */
export type Found = Exclude<ImageHeader, { kind: 'NeedMore' }>

export interface ImageFormat {
  /** The name, if the file ends or is lacking before the reader can tell more. */
  readonly name: string
  /** Reads the header. Undefined if the file has another format. @throws Missing, Ended */
  read(file: ImageFile): Found | undefined
}

export const notAnImage: Found = { kind: 'NotAnImage' }

/** The most steps of a reader from one piece of a file to the next. Real files have some hundreds. */
export const maxSteps = 10_000

const sideLimit = 2 ** 31

export interface ImageFacts {
  /** EXIF, 1 to 8; anything else counts as 1. */
  readonly orientation?: number | undefined
  /** True if the file is cut short. */
  readonly truncated?: boolean | undefined
  readonly unusual?: boolean | undefined
}

/** An image of this stored size, in pixels; the result has the displayed one. */
export const image = (
  format: string,
  [storedWidth, storedHeight]: readonly [number, number],
  { orientation = 1, truncated = false, unusual = false }: ImageFacts = {},
): Found => {
  const valid = [storedWidth, storedHeight].every(
    (side) => Number.isInteger(side) && side > 0 && side < sideLimit,
  )
  if (!valid) return notAnImage
  if (truncated) return { kind: 'Truncated', format }
  const turned = orientation >= 5 && orientation <= 8
  const [width, height] = turned ? [storedHeight, storedWidth] : [storedWidth, storedHeight]
  return {
    kind: 'Image',
    width,
    height,
    format,
    ...(turned || (orientation >= 2 && orientation <= 4) ? { orientation } : {}),
    ...(unusual ? { unusual } : {}),
  }
}

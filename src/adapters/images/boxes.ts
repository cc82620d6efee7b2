import { attempt, Ended, type ImageFile } from './image-file.ts'

/** A box of the ISO base media format, as in HEIF, AVIF, JPEG 2000 and JPEG XL. */
export interface Box {
  readonly name: string
  /** The content is from `start` to `end`. */
  readonly start: number
  readonly end: number
}

/** The most boxes that are visited on one level. */
const maxBoxes = 5_000

/** The boxes that are in no other. Bytes after the last of them can be anything, and look like a long box. */
const outerBoxes = new Set(
  [
    [
      'ftyp',
      'meta',
      'mdat',
      'idat',
      'moov',
      'moof',
      'mfra',
      'sidx',
      'styp',
      'free',
      'skip',
      'wide',
      'uuid',
      'mpvd',
    ],
    ['jP  ', 'jp2h', 'jp2c', 'jp2i', 'uinf', 'asoc', 'jpch', 'jplh', 'ftbl', 'xml ', 'rreq'],
    ['JXL ', 'jxlc', 'jxlp', 'jxll', 'jxli', 'jbrd', 'jumb', 'brob', 'Exif'],
  ].flat(),
)

/** The boxes from `start` to `end`, in order. @throws Missing; Ended, if the file ends within one of them */
export function* boxesIn(file: ImageFile, { start, end }: Pick<Box, 'start' | 'end'>): Generator<Box> {
  let at = start
  for (let count = 0; count < maxBoxes && at + 8 <= end; count += 1) {
    const short = file.uint32(at)
    const name = file.text(at + 4, 4)
    const head = short === 1 ? 16 : 8
    if (at + head > end) return
    const length = short === 1 ? file.uint64(at + 8) : short
    // The last box may leave out its length.
    const next = length === 0 ? end : at + length
    if (next < at + head) return
    if (next > end) {
      if (next > file.size && outerBoxes.has(name)) throw new Ended()
      return
    }
    yield { name, start: at + head, end: next }
    at = next
  }
}

export const findBox = (
  file: ImageFile,
  within: Pick<Box, 'start' | 'end'>,
  name: string,
): Box | undefined => {
  for (const box of boxesIn(file, within)) if (box.name === name) return box
  return undefined
}

export const wholeFile = (file: ImageFile): Pick<Box, 'start' | 'end'> => ({ start: 0, end: file.size })

/** True if the file ends within a box. */
export const endsInBox = (file: ImageFile): boolean =>
  attempt(file, () => findBox(file, wholeFile(file), '') !== undefined, false, true)

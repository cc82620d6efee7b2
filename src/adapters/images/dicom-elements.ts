import { Ended, GaveUp, type ImageFile } from './image-file.ts'

export interface Syntax {
  readonly implicit: boolean
  readonly littleEndian: boolean
}

export interface Element {
  readonly tag: number
  /** Two letters; undefined if the syntax has none. */
  readonly vr?: string
  /** Where the value begins. */
  readonly start: number
  readonly length: number
}

/** The length of sequences and of compressed pixels that end with a tag. */
export const undefinedLength = 0xffff_ffff
export const itemTag = 0xfffe_e000
export const sequenceEnd = 0xfffe_e0dd
const itemEnd = 0xfffe_e00d

/** Value representations with a length of four bytes, after two reserved ones. */
const longLengths = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
const shortLengths = new Set(
  [
    [
      'AE',
      'AS',
      'AT',
      'CS',
      'DA',
      'DS',
      'DT',
      'FD',
      'FL',
      'IS',
      'LO',
      'LT',
      'PN',
      'SH',
      'SL',
      'SS',
      'ST',
      'TM',
    ],
    ['UI', 'UL', 'US'],
  ].flat(),
)
export const isKnownVr = (vr: string): boolean => longLengths.has(vr) || shortLengths.has(vr)

export const elementAt = (file: ImageFile, at: number, { implicit, littleEndian }: Syntax): Element => {
  const group = file.uint16(at, littleEndian)
  const tag = group * 65_536 + file.uint16(at + 2, littleEndian)
  if (implicit || group === 0xfffe) return { tag, start: at + 8, length: file.uint32(at + 4, littleEndian) }
  const vr = file.text(at + 4, 2)
  return longLengths.has(vr)
    ? { tag, vr, start: at + 12, length: file.uint32(at + 8, littleEndian) }
    : { tag, vr, start: at + 8, length: file.uint16(at + 6, littleEndian) }
}

/** The content of an element of unknown kind that ends with a tag, whatever the syntax of the file (PS3.5, 6.2.2). */
const unknownContent: Syntax = { implicit: true, littleEndian: true }

/** The groups of a picture with a thousand frames have some ten thousands. */
const maxElements = 60_000

/** The elements of the data set that are in no sequence. @throws Missing, Ended, GaveUp */
export function* elementsIn(file: ImageFile, from: number, outer: Syntax): Generator<Element> {
  let at = from
  let syntax = outer
  /** The syntaxes around the sequences and items that are open. */
  const around: Syntax[] = []
  for (let steps = 0; at < file.size; steps += 1) {
    if (steps >= maxElements) throw new GaveUp()
    const element = elementAt(file, at, syntax)
    const { tag, vr, start, length } = element
    if (around.length === 0) yield element
    if (tag === itemEnd || tag === sequenceEnd) syntax = around.pop() ?? outer
    else if (length === undefinedLength) {
      around.push(syntax)
      if (vr === 'UN') syntax = unknownContent
    }
    at = length === undefinedLength ? start : start + length
  }
  if (at > file.size) throw new Ended()
}

import { attempt, Ended, tailOf, type ImageFile } from './image-file.ts'
import { image, maxSteps, notAnImage, type Found, type ImageFormat } from './found-image.ts'

const preamble = 128
const tags = {
  transferSyntax: 0x0002_0010,
  rows: 0x0028_0010,
  columns: 0x0028_0011,
  itemEnd: 0xfffe_e00d,
  sequenceEnd: 0xfffe_e0dd,
} as const
/** Pixels are whole numbers in one element, floating point in two others. */
const firstPixels = 0x7fe0_0008
const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  deflated: '1.2.840.10008.1.2.1.99',
  bigEndian: '1.2.840.10008.1.2.2',
} as const
/** Value representations with a length of four bytes, after two reserved ones. */
const longLengths = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
/** The length of sequences and of compressed pixels that end with a tag. */
const undefinedLength = 0xffff_ffff

interface Syntax {
  readonly implicit: boolean
  readonly littleEndian: boolean
}

interface Element {
  readonly tag: number
  /** Where the value begins. */
  readonly start: number
  readonly length: number
}

const elementAt = (file: ImageFile, at: number, { implicit, littleEndian }: Syntax): Element => {
  const group = file.uint16(at, littleEndian)
  const tag = group * 65_536 + file.uint16(at + 2, littleEndian)
  if (implicit || group === 0xfffe) return { tag, start: at + 8, length: file.uint32(at + 4, littleEndian) }
  return longLengths.has(file.text(at + 4, 2))
    ? { tag, start: at + 12, length: file.uint32(at + 8, littleEndian) }
    : { tag, start: at + 8, length: file.uint16(at + 6, littleEndian) }
}

/** Reads the file meta information, which is always explicit and little-endian. */
const readMeta = (file: ImageFile) => {
  let at = preamble + 4
  let syntax = ''
  for (let steps = 0; steps < maxSteps && at + 8 <= file.size; steps += 1) {
    const { tag, start, length } = elementAt(file, at, { implicit: false, littleEndian: true })
    if (tag >>> 16 !== 2) break
    if (tag === tags.transferSyntax)
      syntax = file.text(start, Math.min(length, 64)).split('\0', 1)[0]?.trim() ?? ''
    at = start + length
  }
  return { at, syntax }
}

/** The pixels are compressed and end with a tag, or have a length. */
const isCutIn = (file: ImageFile, { start, length }: Element, { littleEndian }: Syntax): boolean => {
  if (length !== undefinedLength) return start + length > file.size
  const end = Buffer.from(littleEndian ? [0xfe, 0xff, 0xdd, 0xe0] : [0xff, 0xfe, 0xe0, 0xdd])
  const tail = tailOf(file, start)
  return tail !== undefined && Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength).indexOf(end) < 0
}

/** The elements of the data set that are in no sequence. @throws Missing, Ended */
function* elementsIn(file: ImageFile, from: number, syntax: Syntax): Generator<Element> {
  let [at, depth] = [from, 0]
  for (let steps = 0; steps < maxSteps && at < file.size; steps += 1) {
    const element = elementAt(file, at, syntax)
    const { tag, start, length } = element
    if (depth === 0) yield element
    if (tag === tags.itemEnd || tag === tags.sequenceEnd) depth = Math.max(0, depth - 1)
    else if (length === undefinedLength) depth += 1
    at = length === undefinedLength ? start : start + length
  }
  if (at > file.size) throw new Ended()
}

/** True if the data set from here on has no pixels, or the file ends within them. */
const lacksPixels = (file: ImageFile, from: number, syntax: Syntax): boolean =>
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

const readDataSet = (file: ImageFile, from: number, syntax: Syntax): Found => {
  let [rows, columns] = [0, 0]
  const elements = elementsIn(file, from, syntax)
  for (const element of elements) {
    if (element.tag === tags.rows) rows = file.uint16(element.start, syntax.littleEndian)
    if (element.tag === tags.columns) columns = file.uint16(element.start, syntax.littleEndian)
    if (element.tag >= firstPixels) break
    if (rows > 0 && columns > 0) {
      const rest = element.start + element.length
      return image('dicom', [columns, rows], { truncated: lacksPixels(file, rest, syntax) })
    }
  }
  // A report or a plan has no pixels.
  return notAnImage
}

/** DICOM with its preamble: the rows and columns of the data set. Of several frames all have the same size. */
export const dicom: ImageFormat = {
  name: 'dicom',
  read: (file) => {
    if (file.size < preamble + 4 || file.text(preamble, 4) !== 'DICM') return undefined
    const { at, syntax } = readMeta(file)
    if (syntax === syntaxes.deflated) return { kind: 'SizeUnknown', format: 'dicom' }
    return readDataSet(file, at, {
      implicit: syntax === syntaxes.implicit,
      littleEndian: syntax !== syntaxes.bigEndian,
    })
  },
}

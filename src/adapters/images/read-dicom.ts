import { attempt, type ImageFile } from './image-file.ts'
import { image, maxSteps, notAnImage, type Found, type ImageFormat } from './found-image.ts'
import { elementAt, elementsIn, isKnownVr, type Syntax } from './dicom-elements.ts'
import { firstPixels, lacksPixels } from './dicom-pixels.ts'

const preamble = 128
const tags = { transferSyntax: 0x0002_0010, rows: 0x0028_0010, columns: 0x0028_0011 } as const
const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  deflated: '1.2.840.10008.1.2.1.99',
  bigEndian: '1.2.840.10008.1.2.2',
} as const
const explicit: Syntax = { implicit: false, littleEndian: true }

/** Reads the file meta information, which is always explicit and little-endian. */
const readMeta = (file: ImageFile, from: number) => {
  let at = from
  let syntax = ''
  for (let steps = 0; steps < maxSteps && at + 8 <= file.size; steps += 1) {
    const { tag, start, length } = elementAt(file, at, explicit)
    if (tag >>> 16 !== 2) break
    if (tag === tags.transferSyntax)
      syntax = file.text(start, Math.min(length, 64)).split('\0', 1)[0]?.trim() ?? ''
    at = start + length
  }
  return { at, syntax }
}

const readDataSet = (file: ImageFile, from: number, syntax: Syntax): Found => {
  let [rows, columns] = [0, 0]
  for (const { tag, start, length } of elementsIn(file, from, syntax)) {
    if (tag === tags.rows) rows = file.uint16(start, syntax.littleEndian)
    if (tag === tags.columns) columns = file.uint16(start, syntax.littleEndian)
    if (tag >= firstPixels) break
    if (rows > 0 && columns > 0)
      return image('dicom', [columns, rows], { truncated: lacksPixels(file, start + length, syntax) })
  }
  // A report or a plan has no pixels.
  return notAnImage
}

const readFile = (file: ImageFile, from: number): Found => {
  const { at, syntax } = readMeta(file, from)
  if (syntax === syntaxes.deflated) return { kind: 'SizeUnknown', format: 'dicom' }
  return readDataSet(file, at, {
    implicit: syntax === syntaxes.implicit,
    littleEndian: syntax !== syntaxes.bigEndian,
  })
}

/** The first elements without a preamble are short ones: of the meta information, or about the picture as a whole. */
const longestFirst = 256

/** The syntax of a data set without a preamble; undefined if its first two elements are none. */
const syntaxOfBare = (file: ImageFile): Syntax | undefined => {
  const isFirst = file.uint16(2, true) <= 0x100 && [2, 8].includes(file.uint16(0, true))
  if (!isFirst) return undefined
  for (const syntax of [explicit, { ...explicit, implicit: true }]) {
    const first = elementAt(file, 0, syntax)
    if (first.length > longestFirst || first.length % 2 === 1) continue
    const second = elementAt(file, first.start + first.length, syntax)
    const valid = [first, second].every(({ vr }) => syntax.implicit || isKnownVr(vr ?? ''))
    if (valid && second.tag > first.tag && second.tag >>> 16 <= 0x28) return syntax
  }
  return undefined
}

/** Some old programs write the data set alone. It counts as an image only if it has rows and columns. */
const readBare = (file: ImageFile): Found | undefined => {
  const read = (): Found | undefined => {
    const syntax = syntaxOfBare(file)
    if (!syntax) return undefined
    return file.uint16(0, true) === 2 ? readFile(file, 0) : readDataSet(file, 0, syntax)
  }
  const found = attempt(file, read, undefined)
  return found?.kind === 'NotAnImage' ? undefined : found
}

/** DICOM: the rows and columns of the data set. Of several frames all have the same size. */
export const dicom: ImageFormat = {
  name: 'dicom',
  read: (file) => {
    if (file.size >= preamble + 4 && file.text(preamble, 4) === 'DICM') return readFile(file, preamble + 4)
    return readBare(file)
  },
}

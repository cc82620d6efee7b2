import { startsWith, type ImageFile } from './image-file.ts'
import { boxesIn, endsInBox, wholeFile } from './boxes.ts'
import { image, notAnImage, type ImageFormat } from './found-image.ts'

const codestream = [0xff, 0x0a]
const container = [0, 0, 0, 0x0c, ...Buffer.from('JXL \r\n\x87\n', 'latin1')]
/** Size and orientation take at most 82 bits. */
const headerBytes = 11

/** Reads bits, the lowest of each byte first; zeros after the end. */
const createBits = (bytes: Uint8Array) => {
  let position = 0
  return (count: number): number => {
    let value = 0
    for (let bit = 0; bit < count; bit += 1, position += 1)
      value += (((bytes[position >> 3] ?? 0) >> (position & 7)) & 1) * 2 ** bit
    return value
  }
}

const sideBits = [9, 13, 18, 30]
/** Width to height, by the number that stands for the ratio. */
const ratios = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const

const readHeader = (bytes: Uint8Array) => {
  const read = createBits(bytes)
  const small = read(1) === 1
  const side = () => (small ? (read(5) + 1) * 8 : read(sideBits[read(2)] ?? 0) + 1)
  const height = side()
  const ratio = ratios[read(3) - 1]
  const width = ratio ? Math.floor((height * ratio[0]) / ratio[1]) : side()
  const usual = read(1) === 1
  const orientation = !usual && read(1) === 1 ? read(3) + 1 : 1
  return { size: [width, height] as const, orientation }
}

/** Where the codestream begins after its signature, and ends; it can be in several boxes, and the first is enough. */
const findCodestream = (file: ImageFile) => {
  if (startsWith(file, codestream)) return { start: 2, end: file.size }
  for (const { name, start, end } of boxesIn(file, wholeFile(file))) {
    if (name === 'jxlc') return { start: start + 2, end }
    // The number of the part, and the signature in the first.
    if (name === 'jxlp') return { start: start + 6, end }
  }
  return undefined
}

export const jxl: ImageFormat = {
  name: 'jxl',
  read: (file) => {
    const raw = startsWith(file, codestream)
    if (!raw && !startsWith(file, container)) return undefined
    const found = findCodestream(file)
    if (!found) return notAnImage
    const bytes = file.bytes(found.start, Math.max(0, Math.min(headerBytes, found.end - found.start)))
    const { size, orientation } = readHeader(bytes)
    return image('jxl', size, {
      orientation,
      // A codestream alone has no end marker.
      truncated: !raw && endsInBox(file),
    })
  },
}

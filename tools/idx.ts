import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/**
 * The IDX format, in which MNIST and its successors come: a magic number (two zero bytes, the type of the numbers, how
 * many dimensions), the size of each dimension as 32 bits big-endian, then the numbers, last dimension fastest.
 */
const UNSIGNED_BYTE = 0x08

interface Idx {
  sizes: number[]
  values: Buffer
}

export interface LabeledImages {
  width: number
  height: number
  /** Grey values, row by row from the top: 0 is the background. */
  images: readonly Buffer[]
  /** For each image, the number of its class. */
  labels: readonly number[]
}

/** The part of a data set whose files begin with `part`, `t10k` (the test set) or `train`. */
export async function readLabeledImages(folder: string, part: 't10k' | 'train'): Promise<LabeledImages> {
  const pixels = await readIdx(join(folder, `${part}-images-idx3-ubyte.gz`))
  const classes = await readIdx(join(folder, `${part}-labels-idx1-ubyte.gz`))
  const [count = 0, height = 0, width = 0] = pixels.sizes
  if (pixels.sizes.length !== 3) throw new Error(`${folder}: the images of "${part}" are not images.`)
  if (classes.values.length !== count)
    throw new Error(`${folder}: "${part}" has not one label for each image.`)
  const size = width * height
  const images = Array.from({ length: count }, (_, i) => pixels.values.subarray(i * size, (i + 1) * size))
  return { width, height, images, labels: [...classes.values] }
}

async function readIdx(file: string): Promise<Idx> {
  return parseIdx(await promisify(gunzip)(await readFile(file)), file)
}

/** Reads the bytes of an unpacked IDX file of unsigned bytes; `name` is for the error. */
export function parseIdx(bytes: Buffer, name: string): Idx {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0 || bytes[2] !== UNSIGNED_BYTE) {
    throw new Error(`${name} is no IDX file of unsigned bytes.`)
  }
  const dimensions = bytes.readUInt8(3)
  const start = 4 + 4 * dimensions
  if (bytes.length < start) throw new Error(`${name} is cut short.`)
  const sizes = Array.from({ length: dimensions }, (_, i) => bytes.readUInt32BE(4 + 4 * i))
  const count = sizes.reduce((product, size) => product * size, 1)
  if (bytes.length !== start + count) throw new Error(`${name} is cut short.`)
  return { sizes, values: bytes.subarray(start) }
}

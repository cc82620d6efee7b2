import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { ask, sparse } from './ask-header.ts'
import { bmp, height, jpegWith, png, width } from './sample-images.ts'

const size = { width, height }
const megabyte = 1024 * 1024
const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const withoutEnd = (bytes: Uint8Array, length: number) => bytes.subarray(0, bytes.length - length)
/** Bytes that no compression shortens much, and that have no FF. */
const noise = (length: number) => {
  const bytes = new Uint8Array(length)
  let state = 1
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = (state >>> 16) & 0x7f
  }
  return bytes
}
const packBrotli = (bytes: Uint8Array) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })
const measure = async (bytes: Uint8Array, encoding?: string) => (await ask(sparse(bytes), encoding)).measured

const jpegSize = { ...size, format: 'jpeg' }
const noImage = { problem: 'NotAnImage' }

describe.each([
  ['gzip', gzipSync],
  ['X-GZIP', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', packBrotli],
] as const)('a file with Content-Encoding: %s', (encoding, pack: (bytes: Uint8Array) => Uint8Array) => {
  test('is judged by its content', async () => {
    const jpeg = jpegWith(70_000)
    expect(await measure(pack(jpeg), encoding)).toEqual(jpegSize)
    expect(await measure(pack(ascii('no image')), encoding)).toEqual(noImage)
    const cut = { format: 'jpeg', problem: 'Truncated' }
    expect(await measure(pack(withoutEnd(jpeg, 2)), encoding)).toEqual(cut)
    const noisy = Buffer.concat([withoutEnd(jpegWith(0), 2), noise(3_000), ascii('\xff\xd9')])
    expect(await measure(withoutEnd(pack(noisy), 500), encoding)).toEqual(cut)
  })

  test('is judged by its start if it is long', async () => {
    const start = withoutEnd(jpegWith(0), 2)
    const file = pack(Buffer.concat([start, noise(3 * megabyte), ascii('\xff\xd9')]))
    expect(await measure(file, encoding)).toEqual(jpegSize)
  })

  test('cannot fill the memory', async () => {
    const flat = Buffer.concat([png.subarray(0, 41), Buffer.alloc(30 * megabyte)])
    const bomb = pack(flat)
    // The pixels are in a chunk that ends early; what follows is never unpacked.
    expect(await measure(bomb, encoding)).toEqual({ ...size, format: 'png' })
    expect(await measure(pack(bomb), encoding)).toEqual(noImage)
  })

  test('is no image without the header, nor with it if it is not encoded', async () => {
    expect(await measure(pack(png))).toEqual(noImage)
    expect(await measure(png, encoding)).toEqual(noImage)
    expect(await measure(bmp, encoding)).toEqual(noImage)
  })
})

describe('a Content-Encoding', () => {
  test('that names several codings is decoded in the opposite order', async () => {
    const twice = gzipSync(brotliCompressSync(jpegWith(5)))
    expect(await measure(twice, 'br, gzip')).toEqual(jpegSize)
    expect(await measure(twice, 'gzip, br')).toEqual(noImage)
  })

  test.each(['', 'identity', 'utf-8', 'aws-chunked'])('%p says nothing about the bytes', async (encoding) => {
    expect(await measure(png, encoding)).toEqual({ ...size, format: 'png' })
  })

  test('that not every browser decodes is told', async () => {
    expect(await measure(png, 'zstd')).toEqual({ format: 'zstd', problem: 'NotDisplayable' })
  })

  test('says that a damaged file is no image', async () => {
    expect(await measure(gzipSync(jpegWith(0)).fill(0xff, 12), 'gzip')).toEqual(noImage)
  })
})

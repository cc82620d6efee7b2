import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { checkProperty } from '../../../support/property.ts'
import { ask, sparse, type SparseFile } from './ask-header.ts'
import { bmp, dicomWith, gif, height, jpegWith, png, tiffWith, webpLossy, width } from './sample-images.ts'

const size = { width, height }
const jpegSize = { ...size, format: 'jpeg' }
const megabyte = 1024 * 1024

/** A file whose start and end are these, and with nothing but `fill` between them. */
const long = (start: Uint8Array, end: Uint8Array, length: number, fill = 0): SparseFile => ({
  size: length,
  pieces: [
    { offset: 0, bytes: start },
    { offset: length - end.length, bytes: end },
  ],
  fill,
})
const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const withoutEnd = (bytes: Uint8Array, length: number) => bytes.subarray(0, bytes.length - length)

describe('a size that is deep in the file', () => {
  test.each([
    [1_000, 1],
    [200_000, 3],
    [1_500_000, 6],
    [4_000_000, 9],
  ])('of a JPEG after %d bytes of metadata is found', async (metadata, reads) => {
    const found = await ask(sparse(jpegWith(metadata)))
    expect(found.measured).toEqual(jpegSize)
    expect(found.reads).toBeLessThanOrEqual(reads)
  })

  test('of a JPEG after many short segments is found', async () => {
    const segment = Uint8Array.from([0xff, 0xe2, 1, 0, ...Array<number>(254).fill(7)])
    const [start, ...rest] = [jpegWith(0).subarray(0, 2), ...Array<Uint8Array>(6_000).fill(segment)]
    const file = Buffer.concat([start, ...rest, jpegWith(0).subarray(2)])
    expect((await ask(sparse(new Uint8Array(file)))).measured).toEqual(jpegSize)
  })

  test('of a JPEG with more metadata than is read has its format alone', async () => {
    expect((await ask(sparse(jpegWith(12_000_000)))).measured).toEqual({ format: 'jpeg' })
  })

  test.each([
    ['little-endian', 'II'],
    ['big-endian', 'MM'],
  ] as const)('of a %s TIFF with its directory at the end is found', async (_, order) => {
    const found = await ask(sparse(tiffWith(3 * megabyte, order)))
    expect(found.measured).toEqual({ ...size, format: 'tiff', problem: 'NotDisplayable' })
    expect(found.reads).toBe(2)
  })

  test('of a TIFF of gigabytes is found in few reads', async () => {
    const tail = tiffWith(0)
    // The directory begins after the header and the pixels.
    const directory = tail.subarray(8 + width * height)
    const start = ascii('II*\0....')
    new DataView(start.buffer).setUint32(4, 4_000_000_000, true)
    const file = { size: 4_000_000_000 + directory.length, pieces: [{ offset: 0, bytes: start }] }
    const found = await ask({
      ...file,
      pieces: [...file.pieces, { offset: 4_000_000_000, bytes: directory }],
    })
    expect(found.measured).toMatchObject(size)
    expect(found.bytes).toBeLessThan(megabyte)
  })

  test('of a DICOM file after long private elements is found', async () => {
    const found = await ask(sparse(dicomWith(2 * megabyte)))
    expect(found.measured).toEqual({ ...size, format: 'dicom', problem: 'NotDisplayable' })
    expect(found.bytes).toBeLessThan(megabyte)
  })
})

describe('a long file without its end', () => {
  // Decoders see the end of a scan by FF alone, so any other bytes are pixels.
  const jpegStart = withoutEnd(jpegWith(0), 2)
  const end = ascii('\xff\xd9')

  test('is noticed if it is a JPEG', async () => {
    const cut = { measured: { format: 'jpeg', problem: 'Truncated' } }
    expect(await ask(long(jpegStart, end, megabyte, 0x55))).toMatchObject({ measured: jpegSize })
    expect(await ask(long(jpegStart, ascii('\x55'), megabyte, 0x55))).toMatchObject(cut)
    // A progressive one has tables and further scans on its way.
    const scans = ascii('\xff\xc4\0\x05abc\xff\xda\0\x04ab\xff\0\xff\xd0\x55')
    expect(await ask(long(jpegStart, scans, megabyte, 0x55))).toMatchObject(cut)
  })

  test('is whole if it is a JPEG with padding or a video after its end', async () => {
    const padded = Buffer.concat([end, Buffer.alloc(20_000)])
    expect((await ask(long(jpegStart, padded, megabyte))).measured).toEqual(jpegSize)
    const video = ascii('....ftypmp42\xff\x37\xff\xfb')
    const motion = { ...long(jpegStart, video, 3 * megabyte), fill: 0x10 }
    expect((await ask(motion)).measured).toEqual(jpegSize)
  })

  test('is noticed if it is a PNG', async () => {
    // One chunk of pixels up to the end.
    const chunkAt = 33
    const start = Uint8Array.from(png.subarray(0, chunkAt + 8))
    new DataView(start.buffer).setUint32(chunkAt, 300_000 - chunkAt - 12 - 12)
    const whole = long(start, png.subarray(-12), 300_000)
    expect((await ask(whole)).measured).toEqual({ ...size, format: 'png' })
    const cut = { format: 'png', problem: 'Truncated' }
    expect((await ask({ ...whole, size: 290_000 })).measured).toEqual(cut)
  })

  test('is noticed by its length if it is a WebP, BMP, TIFF or DICOM file', async () => {
    const pixels = Buffer.alloc(100_000)
    const webp = Uint8Array.from(Buffer.concat([webpLossy, pixels]))
    new DataView(webp.buffer).setUint32(4, webp.length - 8, true)
    const high = Uint8Array.from(Buffer.concat([bmp, Buffer.alloc(width * 3 * 1_000)]))
    new DataView(high.buffer).setInt32(22, height + 1_000, true)
    const files = [webp, high, dicomWith(200_000)] as const
    for (const bytes of files) {
      expect((await ask(sparse(bytes))).measured.problem ?? 'NotDisplayable').toBe('NotDisplayable')
      expect((await ask(sparse(withoutEnd(bytes, 100)))).measured.problem).toBe('Truncated')
    }
  })

  test('is noticed by the strips of a TIFF before which its directory is', async () => {
    const entry = (tag: number, value: number) => [tag & 255, tag >> 8, 4, 0, 1, 0, 0, 0, ...u32(value)]
    const u32 = (value: number) => [...new Uint8Array(Uint32Array.from([value]).buffer)]
    const strips = [
      [256, width],
      [257, 20_000],
      [258, 8],
      [273, 1_000],
      [279, 500_000],
    ].map(([tag = 0, value = 0]) => entry(tag, value))
    const start = Uint8Array.from([
      ...ascii('II*\0'),
      ...u32(8),
      strips.length,
      0,
      ...strips.flat(),
      ...u32(0),
    ])
    const whole = long(start, ascii('.'), 501_000)
    expect((await ask(whole)).measured).toMatchObject({ width, height: 20_000, problem: 'NotDisplayable' })
    expect((await ask({ ...whole, size: 500_999 })).measured).toEqual({
      format: 'tiff',
      problem: 'Truncated',
    })
  })
})

describe('a size that nothing decodes', () => {
  const pngOf = (width: number, height: number) => {
    const bytes = Uint8Array.from(png)
    const view = new DataView(bytes.buffer)
    view.setUint32(16, width)
    view.setUint32(20, height)
    return sparse(bytes)
  }

  test.each([
    [2_147_483_647, 2_147_483_647],
    [40_000, 40_000],
    [65_536, 1],
    [1, 100_000],
  ])('%d × %d is a problem', async (width, height) => {
    expect((await ask(pngOf(width, height))).measured).toEqual({
      width,
      height,
      format: 'png',
      problem: 'Oversized',
    })
  })

  test('of a JPEG is a problem, too', async () => {
    const bytes = Uint8Array.from(jpegWith(0))
    const frame = Buffer.from(bytes).indexOf(Uint8Array.from([8, 0, height, 0, width]))
    new DataView(bytes.buffer).setUint16(frame + 1, 40_000)
    new DataView(bytes.buffer).setUint16(frame + 3, 40_000)
    expect((await ask(sparse(bytes))).measured).toMatchObject({ width: 40_000, problem: 'Oversized' })
  })

  test.each([
    [20_000, 20_000],
    [65_535, 8_000],
  ])('%d × %d is none', async (width, height) => {
    expect((await ask(pngOf(width, height))).measured).toEqual({ width, height, format: 'png' })
  })
})

test('of a file of any size and content only so much is read', async () => {
  const starts = fc.constantFrom(
    jpegWith(3),
    png,
    gif,
    bmp,
    webpLossy,
    tiffWith(0),
    dicomWith(3),
    ascii('\0\0\0\x14ftypavif\0\0\0\0avif'),
    ascii('\0\0\0\x0cJXL \r\n\x87\n'),
    ascii('\0\0\0\x0cjP  \r\n\x87\n'),
  )
  const piece = fc.tuple(fc.nat(400), fc.uint8Array({ maxLength: 120 }))
  await checkProperty(
    'image-header-any-parts',
    fc.asyncProperty(
      starts,
      fc.array(piece, { maxLength: 4 }),
      fc.maxSafeInteger().map(Math.abs),
      fc.nat(255),
      fc.constantFrom(undefined, 'gzip', 'br', 'deflate'),
      async (start, pieces, length, fill, encoding) => {
        const file = {
          size: length,
          fill,
          pieces: [{ offset: 0, bytes: start }, ...pieces.map(([offset, bytes]) => ({ offset, bytes }))],
        }
        await ask(file, encoding)
      },
    ),
    { runs: 100 },
  )
})

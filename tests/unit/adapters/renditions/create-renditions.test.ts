import { describe, expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { checkProperty } from '../../../support/property.ts'
import sharp, { type Sharp } from 'sharp'
import { readImageHeader } from '../../../../src/adapters/images/read-image-header.ts'
import {
  createRenditions,
  usualRenditionLimits,
  type RenditionLimits,
} from '../../../../src/adapters/renditions/create-renditions.ts'
import { maxPicturePixels } from '../../../../src/domain/model/renditions/rendition.ts'
import {
  renditionKinds,
  renditionSides,
  type RenditionKind,
} from '../../../../src/domain/ports/renditions.ts'

const limits = { ...usualRenditionLimits, maxPixels: maxPicturePixels }

const draw = (bytes: Uint8Array, kind: RenditionKind = 'screen', changes: Partial<RenditionLimits> = {}) =>
  createRenditions({ ...limits, ...changes }).draw({ bytes }, kind)

const drawn = async (bytes: Uint8Array, kind?: RenditionKind): Promise<Uint8Array> => {
  const drawing = await draw(bytes, kind)
  if ('notDrawn' in drawing) throw new Error(drawing.notDrawn)
  return drawing.bytes
}

/** The color of a pixel, as red, green, blue and opacity. */
const colorAt = async (bytes: Uint8Array, left: number, top: number): Promise<readonly number[]> => [
  ...(await sharp(bytes).ensureAlpha().extract({ left, top, width: 1, height: 1 }).raw().toBuffer()),
]
const isNear = (color: readonly number[], other: readonly number[]): boolean =>
  color.every((value, index) => Math.abs(value - (other[index] ?? 0)) < 24)

/** Red at the left, blue at the right. */
const redAndBlue = (width = 40, height = 20): Sharp =>
  sharp({ create: { width, height, channels: 3, background: 'blue' } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: 'red' } },
      left: 0,
      top: 0,
    },
  ])
const red = [255, 0, 0, 255]
const blue = [0, 0, 255, 255]

const displayedSize = (bytes: Uint8Array) => {
  const header = readImageHeader({ size: bytes.length, parts: [{ offset: 0, bytes }], more: false })
  if (header.kind !== 'Image') throw new Error(`The header is ${header.kind}`)
  return header
}

const formats: readonly (readonly [string, (picture: Sharp) => Sharp])[] = [
  ['jpeg', (picture) => picture.jpeg()],
  ['a progressive jpeg', (picture) => picture.jpeg({ progressive: true })],
  ['png', (picture) => picture.png()],
  ['an interlaced png', (picture) => picture.png({ progressive: true })],
  ['webp', (picture) => picture.webp()],
  ['gif', (picture) => picture.gif()],
  ['avif', (picture) => picture.avif({ effort: 0 })],
  ['tiff', (picture) => picture.tiff()],
  ['a tiled tiff', (picture) => picture.tiff({ tile: true, compression: 'lzw' })],
]

describe('a rendition', () => {
  test.each(formats)('of %s shows the picture, and is not larger', async (_, save) => {
    const bytes = await save(redAndBlue(400, 300)).toBuffer()
    for (const [kind, width, height] of [
      ['screen', 400, 300],
      ['thumbnail', 256, 192],
    ] as const) {
      const rendition = await drawn(bytes, kind)
      expect(await sharp(rendition).metadata()).toMatchObject({ format: 'webp', width, height })
      expect(isNear(await colorAt(rendition, 5, 5), red)).toBe(true)
      expect(isNear(await colorAt(rendition, width - 5, height - 5), blue)).toBe(true)
    }
  })

  test('of a turned picture is upright, and has no metadata', async () => {
    const bytes = await redAndBlue().jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const rendition = await drawn(bytes)
    const { width, height, orientation, exif, icc } = await sharp(rendition).metadata()
    expect({ width, height, orientation, exif, icc }).toEqual({ width: 20, height: 40 })
    // Turned to the right: its left side is at the top.
    expect(isNear(await colorAt(rendition, 10, 3), red)).toBe(true)
    expect(isNear(await colorAt(rendition, 10, 37), blue)).toBe(true)
  })

  test('has the displayed size of the header, scaled, in every orientation', async () => {
    const side = fc.integer({ min: 1, max: 700 })
    const picture = fc.record({
      width: side,
      height: side,
      save: fc.constantFrom(...formats.filter(([name]) => /jpeg|png|webp|tiff/.test(name))),
      orientation: fc.integer({ min: 1, max: 8 }),
      kind: fc.constantFrom(...renditionKinds),
    })
    await checkProperty(
      'has the displayed size of the header, scaled, in every orientation',
      fc.asyncProperty(picture, async ({ width, height, save: [, save], orientation, kind }) => {
        const plain = sharp({ create: { width, height, channels: 3, background: 'gray' } })
        const bytes = await save(plain).withMetadata({ orientation }).toBuffer()
        const header = displayedSize(bytes)
        const scale = Math.min(1, renditionSides[kind] / Math.max(header.width, header.height))
        const found = await sharp(await drawn(bytes, kind)).metadata()
        expect(Math.abs(found.width - Math.max(1, header.width * scale))).toBeLessThanOrEqual(1)
        expect(Math.abs(found.height - Math.max(1, header.height * scale))).toBeLessThanOrEqual(1)
      }),
      { runs: 60 },
    )
  })

  test('keeps what shines through, and shows 16 bits a channel and CMYK in colors of a screen', async () => {
    const half = { r: 255, g: 0, b: 0, alpha: 0.5 }
    const alpha = await sharp({ create: { width: 9, height: 9, channels: 4, background: half } })
      .png()
      .toBuffer()
    expect(isNear(await colorAt(await drawn(alpha), 4, 4), [255, 0, 0, 128])).toBe(true)
    const deep = await redAndBlue().toColourspace('rgb16').png().toBuffer()
    expect(await sharp(deep).metadata()).toMatchObject({ depth: 'ushort' })
    expect(isNear(await colorAt(await drawn(deep), 3, 3), red)).toBe(true)
    const ink = await redAndBlue().toColourspace('cmyk').jpeg().toBuffer()
    expect(await sharp(ink).metadata()).toMatchObject({ space: 'cmyk' })
    const [r = 0, g = 0, b = 0] = await colorAt(await drawn(ink), 3, 3)
    expect(r > 200 && g < 80 && b < 80).toBe(true)
  })

  test('of several frames or pages is the first one', async () => {
    const frames = await Promise.all(
      ['red', 'blue'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    for (const save of [(all: Sharp) => all.gif(), (all: Sharp) => all.webp(), (all: Sharp) => all.tiff()]) {
      const bytes = await save(sharp(frames, { join: { animated: true } })).toBuffer()
      const rendition = await drawn(bytes)
      expect(await sharp(rendition).metadata()).toMatchObject({ width: 8, height: 8 })
      expect(isNear(await colorAt(rendition, 4, 4), red)).toBe(true)
    }
  })

  test('of a packed file is that of its content', async () => {
    const bytes = await redAndBlue().png().toBuffer()
    const renditions = createRenditions(limits)
    const packed = { bytes: gzipSync(bytes), contentEncoding: 'gzip' }
    expect(await renditions.draw(packed, 'screen')).toEqual({ bytes: await drawn(bytes) })
    expect(await renditions.draw({ bytes, contentEncoding: 'utf-8' }, 'screen')).toEqual({
      bytes: await drawn(bytes),
    })
    for (const contentEncoding of ['gzip', 'br', 'zstd', 'gzip, gzip'])
      expect(await renditions.draw({ bytes, contentEncoding }, 'screen')).toEqual({
        notDrawn: 'NotDecodable',
      })
    const bomb = { bytes: gzipSync(Buffer.alloc(2 ** 20)), contentEncoding: 'gzip' }
    const strict = createRenditions({ ...limits, maxUnpackedBytes: 2 ** 16 })
    expect(await strict.draw(bomb, 'screen')).toEqual({ notDrawn: 'NotDecodable' })
  })
})

describe('no rendition', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
  const bmp = Buffer.from('424d3a0000000000000036000000280000000100000001000000010018000000000004', 'hex')
  test.each([
    ['an SVG, which can name other files', Buffer.from(svg)],
    ['a packed SVG', gzipSync(svg)],
    ['a PDF', Buffer.from('%PDF-1.4\n%âãÏÓ\n')],
    ['a portable pixmap', Buffer.from('P6 1 1 255\nabc')],
    ['a BMP', bmp],
    ['a text', Buffer.from('hello')],
    ['an empty file', Buffer.alloc(0)],
  ])('is made of %s', async (_, bytes) => {
    expect(await draw(bytes)).toEqual({ notDrawn: 'NotDecodable' })
  })

  test.each(formats)('is made of %s that is cut short', async (_, save) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
    const picture = sharp({ create: { width: 300, height: 300, channels: 3, background: 'gray', noise } })
    const bytes = await save(picture).toBuffer()
    expect(await draw(bytes.subarray(0, bytes.length / 2))).toEqual({ notDrawn: 'NotDecodable' })
  })

  test('is made of any bytes behind a good start, and nothing but a reason comes of them', async () => {
    const starts = await Promise.all(formats.map(([, save]) => save(redAndBlue(64, 64)).toBuffer()))
    const damage = fc.record({
      start: fc.constantFrom(...starts),
      at: fc.nat(4000),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }),
    })
    await checkProperty(
      'is made of any bytes behind a good start, and nothing but a reason comes of them',
      fc.asyncProperty(damage, async ({ start, at, bytes }) => {
        const broken = Buffer.from(start)
        broken.set(bytes.subarray(0, Math.max(0, broken.length - (at % broken.length))), at % broken.length)
        const drawing = await draw(broken, 'thumbnail')
        expect('bytes' in drawing || drawing.notDrawn !== undefined).toBe(true)
      }),
      { runs: 150 },
    )
  })

  test('is made of a picture with too many pixels, whatever its file has', async () => {
    const bytes = await redAndBlue(100, 100).png().toBuffer()
    expect(await draw(bytes, 'screen', { maxPixels: 9999 })).toEqual({ notDrawn: 'TooLarge' })
    expect(await draw(bytes, 'screen', { maxPixels: 10_000 })).toHaveProperty('bytes')
    // A header of 30 000 by 30 000 pixels before a few bytes.
    const bomb = Buffer.from(bytes)
    bomb.writeUInt32BE(30_000, 16)
    bomb.writeUInt32BE(30_000, 20)
    expect(await draw(bomb)).toHaveProperty('notDrawn')
  })

  test('is made of a picture whose decoder needs too much memory', async () => {
    const few = { maxDecodedBytes: 10_000 }
    const whole = await redAndBlue(100, 100).png({ progressive: true }).toBuffer()
    const lines = await redAndBlue(100, 100).png().toBuffer()
    expect(await draw(whole, 'screen', few)).toEqual({ notDrawn: 'TooLarge' })
    expect(await draw(lines, 'screen', few)).toHaveProperty('bytes')
  })
})

test('large pictures are made one after the other, also after a broken one', async () => {
  const renditions = createRenditions({ ...limits, largeDecodedBytes: 0 })
  const good = await redAndBlue().webp().toBuffer()
  const bad = good.subarray(0, good.length - 20)
  const drawings = await Promise.all(
    [bad, good, bad, good].map((bytes) => renditions.draw({ bytes }, 'screen')),
  )
  expect(drawings.map((drawing) => 'bytes' in drawing)).toEqual([false, true, false, true])
})

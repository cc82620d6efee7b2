import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { ask, askStart, checkHeader, sparse } from './ask-header.ts'
import {
  bmp,
  dicomWith,
  gif,
  height,
  hostileAvif,
  jpeg,
  png,
  samples,
  tiff,
  webpLossy,
  width,
} from './sample-images.ts'
import { checkProperty } from '../../../support/property.ts'

const whole = (bytes: Uint8Array) => askStart(bytes)

describe('a whole file', () => {
  test.each(samples)('%s has its size', (name, bytes) => {
    const format = name.split(' ').at(-1)
    expect(whole(bytes)).toEqual({
      kind: 'Image',
      width,
      height,
      format,
      ...(name === 'arithmetic jpeg' ? { unusual: true } : {}),
    })
    const inside = Buffer.concat([Buffer.alloc(3, 0xff), bytes, Buffer.alloc(5, 0xff)]).subarray(
      3,
      3 + bytes.length,
    )
    expect(whole(inside)).toMatchObject({ kind: 'Image', width, height })
  })

  test('that is no image, or one without pixels to count, is none', () => {
    const texts = [
      '',
      'a',
      'BMW',
      'BM and then some text of a file',
      'GIF99a..............',
      'RIFF....WAVEfmt ..........',
      '<svg/>',
    ]
    for (const text of [
      ...texts,
      'P3 4 4 255 1 2 3',
      '%PDF-1.7',
      'PK\x03\x04',
      'II',
      'MM and others and others',
    ])
      expect(whole(Buffer.from(text))).toEqual({ kind: 'NotAnImage' })
    expect(whole(new Uint8Array(100))).toEqual({ kind: 'NotAnImage' })
  })

  test('with a side of no or absurd length is none', () => {
    const changed = (bytes: Uint8Array, at: number, ...values: number[]) => {
      const copy = Uint8Array.from(bytes)
      copy.set(values, at)
      return copy
    }
    for (const bytes of [
      changed(png, 16, 0, 0, 0, 0),
      changed(png, 16, 0xff, 0xff, 0xff, 0xff),
      changed(gif, 6, 0, 0),
      changed(bmp, 18, 0, 0, 0, 0),
      changed(bmp, 18, 0xff, 0xff, 0xff, 0xff),
      changed(webpLossy, 26, 0, 0),
    ])
      expect(whole(bytes)).toEqual({ kind: 'NotAnImage' })
  })
})

describe('a file that is cut short', () => {
  test.each([
    ['png without its end', png.subarray(0, -1)],
    ['png within its header', png.subarray(0, 20)],
    ['jpeg without its end', jpeg.subarray(0, -2)],
    ['jpeg whose thumbnail alone has an end', jpeg.subarray(0, -10)],
    ['jpeg before its size', jpeg.subarray(0, 30)],
    ['gif without its end', gif.subarray(0, -1)],
    ['gif in a block', gif.subarray(0, -4)],
    ['webp', webpLossy.subarray(0, -4)],
    ['bmp', bmp.subarray(0, -1)],
    ['tiff without its directory', tiff.subarray(0, 100)],
  ])('%s is said to be', (_, bytes) => {
    expect(whole(bytes)).toMatchObject({ kind: 'Truncated' })
  })

  test('is known from its start where the format says how long it must be', () => {
    const known = (bytes: Uint8Array, known: number, size: number) => askStart(bytes, { known, size })
    expect(known(bmp, 140, bmp.length - 1)).toEqual({ kind: 'Truncated', format: 'bmp' })
    expect(known(webpLossy, 30, webpLossy.length - 4)).toEqual({ kind: 'Truncated', format: 'webp' })
    expect(known(png, 45, png.length - 20)).toEqual({ kind: 'Truncated', format: 'png' })
  })

  test('is not assumed where only its start was read', () => {
    for (const [, bytes] of samples) {
      const known = bytes.length - 1
      expect(['Image', 'NeedMore']).toContain(askStart(bytes, { known }).kind)
      expect(['Image', 'SizeUnknown']).toContain(askStart(bytes, { known, more: false }).kind)
    }
  })
})

describe('whatever the bytes', () => {
  const starts = fc.constantFrom(...samples.map(([, bytes]) => bytes))

  /** With and without more parts to come. */
  const check = (bytes: Uint8Array, size: number) => {
    for (const more of [true, false])
      checkHeader(askStart(bytes, { size, more }), { size, parts: [{ offset: 0, bytes }], more })
  }

  test('there is an answer', async () => {
    const random = fc.uint8Array({ maxLength: 300 })
    await checkProperty(
      'image-header-any-bytes',
      fc.property(random, fc.nat(600), (bytes, more) => check(bytes, bytes.length + more)),
    )
    await checkProperty(
      'image-header-any-rest',
      fc.property(starts, random, fc.nat(60), (start, rest, cut) => {
        const bytes = Uint8Array.from([...start.subarray(0, cut), ...rest])
        check(bytes, bytes.length)
        check(bytes, bytes.length * 100)
      }),
    )
  })

  test('a prefix of an image is never taken for something else', () => {
    for (const [, bytes] of samples)
      for (let cut = 0; cut <= Math.min(bytes.length, 600); cut += 1) {
        const header = askStart(bytes, { known: cut })
        expect([cut, ['Image', 'NeedMore'].includes(header.kind)]).toEqual([cut, true])
        if (header.kind === 'Image') expect(header).toMatchObject({ width, height })
        check(bytes.subarray(0, cut), cut)
      }
  })

  test('a header with changed bytes is answered too', async () => {
    const changes = fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { minLength: 1, maxLength: 6 })
    await checkProperty(
      'image-header-changed',
      fc.property(starts, changes, fc.boolean(), (start, edits, isWhole) => {
        const bytes = Uint8Array.from(start)
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
        check(bytes, isWhole ? bytes.length : bytes.length * 10)
      }),
      { runs: 200 },
    )
  })

  test('a hostile file does not run away', async () => {
    const fill = (start: Uint8Array, pattern: readonly number[]) => {
      const bytes = new Uint8Array(1024 * 1024)
      for (let at = 0; at < bytes.length; at += 1) bytes[at] = pattern[at % pattern.length] ?? 0
      bytes.set(start)
      return bytes
    }
    const jxlp = [0, 0, 0, 20, ...Buffer.from('jxlp'), ...Array<number>(12).fill(1)]
    const hostile = [
      ...[[0xff], [0xff, 0xe0, 0, 2], [0xff, 0xd0], [0]].map((pattern) => fill(jpeg.subarray(0, 3), pattern)),
      fill(gif.subarray(0, 19), [0x21, 0, 0]),
      fill(gif.subarray(0, 19), [0x21, 0, 1, 1]),
      fill(png.subarray(0, 33), [0, 0, 0, 0, 65, 65, 65, 65, 0, 0, 0, 0]),
      hostileAvif,
      fill(Buffer.from('\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl ', 'latin1'), jxlp),
      fill(Uint8Array.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 0xff, 0xff]), [1, 0, 3, 0]),
      fill(dicomWith(0).subarray(0, 160), [8, 0, 1, 0, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff]),
      fill(dicomWith(0).subarray(0, 160), [8, 0, 1, 0, 0x55, 0x49, 0, 0]),
      fill(
        Buffer.from('RIFF....WEBPVP8X\x0a\0\0\0\x08\0\0\0', 'latin1'),
        [0x41, 0x41, 0x41, 0x41, 0, 0, 0, 0],
      ),
    ]
    // One that ran away would not end within the time of a test.
    for (const bytes of hostile) {
      check(bytes, bytes.length)
      check(bytes, bytes.length * 2)
      await ask({ ...sparse(bytes), size: 2 ** 40 })
    }
  })
})

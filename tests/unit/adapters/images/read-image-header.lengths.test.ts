import { describe, expect, test } from '@jest/globals'
import { ask, sparse } from './ask-header.ts'
import { avif, bmp, dicomWith, height, width } from './sample-images.ts'

const size = { width, height }
const ascii = (text: string) => [...Buffer.from(text, 'latin1')]
const u16 = (value: number) => [value & 255, value >> 8]
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)]
const big32 = (value: number) => u32(value).toReversed()
const zeros = (count: number) => Array<number>(count).fill(0)
const measure = async (...parts: readonly ArrayLike<number>[]) =>
  (await ask(sparse(Uint8Array.from(Buffer.concat(parts.map((part) => Uint8Array.from(part))))))).measured

describe('a DICOM file', () => {
  const image = { ...size, format: 'dicom', problem: 'NotDisplayable' }
  const cut = { format: 'dicom', problem: 'Truncated' }
  const item = [0xfe, 0xff, 0, 0xe0]
  const open = u32(0xffff_ffff)
  const itemEnd = [0xfe, 0xff, 0x0d, 0xe0, ...zeros(4)]
  const sequenceEnd = [0xfe, 0xff, 0xdd, 0xe0, ...zeros(4)]
  const whole = [...dicomWith(0)]
  /** The meta information, the other elements, and the pixels. */
  const [meta, rest] = [whole.slice(0, 160), whole.slice(160)]
  const pixelsAt = rest.length - 12 - width * height
  const sized = rest.slice(12, pixelsAt)
  const pixels = rest.slice(pixelsAt)
  const compressed = [0xe0, 0x7f, 0x10, 0, ...ascii('OB'), 0, 0, ...open, ...item, ...zeros(4)]
  const piece = (length: number) => [...item, ...u32(length), ...Array<number>(length).fill(7)]
  const padding = [0xfc, 0xff, 0xfc, 0xff, ...ascii('OB'), 0, 0, ...u32(100_000), ...zeros(100_000)]

  test('with thousands of open sequences has its size', async () => {
    const sequence = [0, 0x52, 0x30, 0x92, ...ascii('SQ'), 0, 0, ...open]
    const groups = [...item, ...open, ...sequence, ...item, ...open, ...itemEnd, ...sequenceEnd, ...itemEnd]
    for (const count of [10, 4_000, 20_000]) {
      const all = Buffer.concat(Array<Uint8Array>(count).fill(Uint8Array.from(groups)))
      expect(await measure(meta, sized, sequence, all, sequenceEnd, pixels)).toEqual(image)
    }
  })

  test.each([
    ['of its syntax', 'SQ', [0, 0x21, 9, 0x10, ...ascii('LO'), 2, 0, ...ascii('ab')]],
    ['of an unknown kind, which is implicit', 'UN', [9, 0, 0x10, 0, ...u32(4), ...ascii('ACME')]],
    [
      'of an unknown kind in which one is',
      'UN',
      [9, 0, 1, 0x10, ...open, ...item, ...open, ...itemEnd, ...sequenceEnd],
    ],
  ])('with an open private sequence %s has its size', async (_, vr, content) => {
    const element = [9, 0, 2, 0x10, ...ascii(vr), 0, 0, ...open]
    const sequence = [...element, ...item, ...open, ...content, ...itemEnd, ...sequenceEnd]
    expect(await measure(meta, sequence, sized, pixels)).toEqual(image)
    expect(await measure(meta, sequence, sized, pixels.slice(0, -9))).toEqual(cut)
  })

  test('with padding after compressed pixels is whole', async () => {
    expect(await measure(meta, sized, compressed, piece(9_000), sequenceEnd, padding)).toEqual(image)
    const many = Array<number[]>(30).fill(piece(100_000))
    expect(await measure(meta, sized, compressed, ...many, sequenceEnd, padding)).toEqual(image)
    expect(await measure(meta, sized, compressed, piece(9_000).slice(0, -5))).toEqual(cut)
    expect(await measure(meta, sized, compressed, ...many.slice(0, 3), piece(99_999).slice(0, -5))).toEqual(
      cut,
    )
  })

  test('without a preamble has its size', async () => {
    const type = (vr: readonly number[]) => [8, 0, 8, 0, ...vr, ...ascii('ORIGINAL')]
    const explicit = type([...ascii('CS'), 8, 0])
    expect(await measure(meta.slice(132), sized, pixels)).toEqual(image)
    expect(await measure(explicit, sized, pixels)).toEqual(image)
    const implicit = [
      8,
      0,
      5,
      0,
      ...u32(2),
      ...ascii('ab'),
      8,
      0,
      8,
      0,
      ...u32(8),
      ...ascii('ORIGINAL'),
      0x28,
      0,
      0x10,
      0,
      ...u32(2),
      ...u16(height),
      0x28,
      0,
      0x11,
      0,
      ...u32(2),
      ...u16(width),
      0xe0,
      0x7f,
      0x10,
      0,
      ...u32(width * height),
      ...zeros(width * height),
    ]
    expect(await measure(implicit)).toEqual(image)
    expect(await measure(implicit.slice(0, -9))).toEqual(cut)
  })

  test('is nothing that only begins like one', async () => {
    expect(await measure([8, 0, 8, 0, ...zeros(500)])).toEqual({ problem: 'NotAnImage' })
    expect(await measure([2, 0, 0, 0, ...ascii('UL'), 4, 0, ...zeros(500)])).toEqual({
      problem: 'NotAnImage',
    })
    expect(await measure([8, 0, 5, 0, ...u32(2), 0, 0, 8, 0, 8, 0, ...u32(900_000), ...zeros(500)])).toEqual({
      problem: 'NotAnImage',
    })
  })
})

describe('a TIFF', () => {
  const image = { ...size, format: 'tiff', problem: 'NotDisplayable' }
  const cut = { format: 'tiff', problem: 'Truncated' }
  const plain = width * height
  /** A page of one strip after its directory, at `at` in the file. */
  const page = (
    at: number,
    {
      length = plain,
      type = 4,
      compression = 1,
      next = 0,
      data = plain,
    }: Readonly<Record<string, number>> = {},
  ) => {
    const entries = [
      [256, type, width],
      [257, type, height],
      [258, 3, 8],
      [259, 3, compression],
      [273, 4, at + 2 + 7 * 12 + 4],
      [278, 4, height],
      [279, 4, length],
    ].flatMap(([tag = 0, kind = 0, value = 0]) => [...u16(tag), ...u16(kind), ...u32(1), ...u32(value)])
    return [...u16(7), ...entries, ...u32(next), ...zeros(data)]
  }
  const start = [...ascii('II*\0'), ...u32(8)]
  const pageLength = page(8).length

  test.each([1, 5, 4_096, 0xffff_ffff - plain])(
    'whose strip is stated as %d bytes too long is whole',
    async (more) => {
      expect(await measure(start, page(8, { length: plain + more }))).toEqual(image)
      expect(await measure(start, page(8, { length: plain + more }).slice(0, -1))).toEqual(cut)
    },
  )

  test('with a compressed strip of an absurd length is whole', async () => {
    expect(await measure(start, page(8, { length: 0xffff_ffff, compression: 5, data: 70 }))).toEqual(image)
    expect(await measure(start, page(8, { length: 71, compression: 5, data: 70 }))).toEqual(cut)
  })

  test.each([9, 8, 6, 3])('has its size as numbers of type %d', async (type) => {
    expect(await measure(start, page(8, { type }))).toEqual(image)
  })

  test('with several pages is whole with all of them', async () => {
    const first = page(8, { next: 8 + pageLength })
    const second = page(8 + pageLength, { next: 8 + 2 * pageLength })
    const third = page(8 + 2 * pageLength)
    const pages = [...start, ...first, ...second, ...third]
    expect(await measure(pages)).toEqual(image)
    for (const left of [3, 1, 2].map((count) => 8 + count * pageLength - (count === 3 ? 1 : 0)))
      expect(await measure(pages.slice(0, left))).toEqual(cut)
    expect(await measure(pages.slice(0, 8 + pageLength + 50))).toEqual(image)
  })

  test.each([8, 7, 0xdead_beef, 3])('with %d instead of the offset of a next page is whole', async (next) => {
    expect(await measure(start, page(8, { next }))).toEqual(image)
  })
})

test('a BMP may lack the padding of its last row', async () => {
  const bytes = Uint8Array.from(bmp)
  new DataView(bytes.buffer).setUint32(18, 39, true)
  const padding = 3
  const narrow = bytes.subarray(0, 54 + 120 * height)
  expect(await measure(narrow.subarray(0, -padding))).toEqual({ width: 39, height, format: 'bmp' })
  expect(await measure(narrow.subarray(0, -padding - 1))).toEqual({ format: 'bmp', problem: 'Truncated' })
})

describe('a HEIF file', () => {
  const image = { ...size, format: 'avif' }
  const cut = { format: 'avif', problem: 'Truncated' }
  const box = (name: string, ...content: readonly (readonly number[])[]) => {
    const bytes = content.flat()
    return [...big32(bytes.length + 8), ...ascii(name), ...bytes]
  }
  const metaAt = Buffer.from(avif).indexOf('meta') - 4
  const [start, inner] = [[...avif.subarray(0, metaAt)], [...avif.subarray(metaAt + 12)]]
  /** One item of 1 000 bytes at this offset. */
  const withExtent = (offset: number) =>
    box(
      'meta',
      zeros(4),
      box('iloc', zeros(4), [0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1], big32(offset), big32(1_000)),
      inner,
    )
  const end = start.length + withExtent(0).length
  const bytes = [...start, ...withExtent(end + 8), ...box('mdat', zeros(1_000))]

  test.each([
    ['text', ascii('some trailing bytes that are no box')],
    ['zeros', zeros(5_000)],
    ['FF', Array<number>(70_000).fill(0xff)],
  ])('with %s after its last box is whole', async (_, more) => {
    expect(await measure(bytes)).toEqual(image)
    expect(await measure(bytes, more)).toEqual(image)
  })

  test('that ends in its last box, or before it, is cut short', async () => {
    for (const left of [bytes.length - 1, bytes.length - 900, end + 8, end + 3, end])
      expect(await measure(bytes.slice(0, left))).toEqual(cut)
  })
})

describe('a JPEG 2000 codestream', () => {
  const image = { ...size, format: 'jp2', problem: 'NotDisplayable' }
  const cut = { format: 'jp2', problem: 'Truncated' }
  const head = [0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0, ...big32(width), ...big32(height), ...zeros(29)]
  const tile = (length: number) => [
    0xff,
    0x90,
    0,
    10,
    0,
    0,
    ...big32(length + 12),
    0,
    1,
    ...Array<number>(length).fill(5),
  ]

  test('is whole with its end, whatever follows', async () => {
    for (const more of [0, 10, 100_000]) {
      expect(await measure(head, tile(500), tile(90_000), [0xff, 0xd9], zeros(more))).toEqual(image)
      expect(await measure(head, tile(90_000).slice(0, -20))).toEqual(cut)
    }
  })
})

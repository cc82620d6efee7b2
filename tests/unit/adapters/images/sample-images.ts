import { PNG } from 'pngjs'

/** Small whole files of each format, 40 wide and 30 high, made byte by byte. */
export const [width, height] = [40, 30]

const u16 = (value: number) => [value & 255, value >> 8]
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)]
const big = (bytes: readonly number[]) => bytes.toReversed()
const text = (ascii: string) => [...Buffer.from(ascii, 'latin1')]
const box = (name: string, ...content: readonly (readonly number[])[]) => {
  const bytes = content.flat()
  return [...big(u32(bytes.length + 8)), ...text(name), ...bytes]
}

export const png = new Uint8Array(PNG.sync.write(new PNG({ width, height })))

const segment = (marker: number, content: readonly number[]) => [
  0xff,
  marker,
  ...big(u16(content.length + 2)),
  ...content,
]
const frame = [8, ...big(u16(height)), ...big(u16(width)), 1, 1, 0x11, 0]

/** A JPEG with this many bytes of metadata in front of its size, in segments as long as they may be. */
export const jpegWith = (metadata: number, marker = 0xc0): Uint8Array => {
  const thumbnail = text('Exif\0\0....\xff\xd8\xff\xd9')
  const parts = [Uint8Array.of(0xff, 0xd8), Uint8Array.from(segment(0xe1, thumbnail))]
  for (let left = metadata; left > 0; left -= 65_000) {
    const length = Math.min(left, 65_000)
    parts.push(Uint8Array.of(0xff, 0xe2, ...big(u16(length + 2))), new Uint8Array(length).fill(0xff))
  }
  const rest = [[0xff, 0xff, 0xff], segment(0xdb, [0, 0]).slice(1), segment(marker, frame)]
  rest.push(segment(0xda, [1, 1, 0, 0, 63, 0]), [1, 2, 0xff, 0, 3, 0xff, 0xd9])
  return new Uint8Array(Buffer.concat([...parts, Uint8Array.from(rest.flat())]))
}
export const jpeg = jpegWith(0)

const gifHeader = [...text('GIF89a'), ...u16(width), ...u16(height), 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
export const gif = Uint8Array.from([
  ...gifHeader,
  0x21,
  0xf9,
  4,
  0,
  0,
  0,
  0,
  0,
  0x2c,
  0,
  0,
  0,
  0,
  ...u16(width),
  ...u16(height),
  0,
  2,
  3,
  1,
  2,
  3,
  0,
  0x3b,
])

const riff = (chunk: string, content: readonly number[]) => {
  const body = [...text('WEBP'), ...text(chunk), ...u32(content.length), ...content]
  return Uint8Array.from([...text('RIFF'), ...u32(body.length), ...body])
}
const zeros = (count: number) => Array<number>(count).fill(0)
export const webpLossy = riff('VP8 ', [
  0,
  0,
  0,
  0x9d,
  0x01,
  0x2a,
  ...u16(width),
  ...u16(height),
  ...zeros(10),
])
export const webpLossless = riff('VP8L', [0x2f, ...u32((width - 1) | ((height - 1) << 14)), ...zeros(15)])
export const webpExtended = riff('VP8X', [0x10, 0, 0, 0, width - 1, 0, 0, height - 1, 0, 0, ...zeros(10)])

const bmpOf = (rows: number) => {
  const pixels = zeros(width * 3 * height)
  const header = [...u32(40), ...u32(width), ...u32(rows), ...u16(1), ...u16(24), ...zeros(24)]
  return Uint8Array.from([
    ...text('BM'),
    ...u32(54 + pixels.length),
    ...zeros(4),
    ...u32(54),
    ...header,
    ...pixels,
  ])
}
export const bmp = bmpOf(height)
export const bmpTopDown = bmpOf(-height)

/** A TIFF whose directory comes after its pixels and this much else. */
export const tiffWith = (padding: number, order: 'II' | 'MM' = 'II'): Uint8Array => {
  const short = (value: number) => (order === 'II' ? u16(value) : big(u16(value)))
  const long = (value: number) => (order === 'II' ? u32(value) : big(u32(value)))
  const entry = (tag: number, value: number) => [...short(tag), ...short(4), ...long(1), ...long(value)]
  const pixels = zeros(width * height + padding)
  const entries = [entry(256, width), entry(257, height), entry(258, 8), entry(259, 1)]
  const directory = [...short(entries.length), ...entries.flat(), ...long(0)]
  return Uint8Array.from([...text(order), ...short(42), ...long(8 + pixels.length), ...pixels, ...directory])
}
export const tiff = tiffWith(0)
export const bigTiff = Uint8Array.from([
  ...text('II'),
  ...u16(43),
  ...u16(8),
  ...u16(0),
  ...u32(16),
  ...u32(0),
  ...u32(2),
  ...u32(0),
  ...u16(256),
  ...u16(3),
  ...u32(1),
  ...u32(0),
  ...u32(width),
  ...u32(0),
  ...u16(257),
  ...u16(16),
  ...u32(1),
  ...u32(0),
  ...u32(height),
  ...u32(0),
])

const size = box('ispe', zeros(4), big(u32(width)), big(u32(height)))
export const avif = Uint8Array.from([
  ...box('ftyp', text('avif'), zeros(4), text('avifmif1')),
  ...box('meta', zeros(4), box('hdlr', zeros(24)), box('iprp', box('ipco', size))),
])
/** As many sizes as fit, which the library looks through once for each. */
export const hostileAvif = Uint8Array.from([
  ...box('ftyp', text('avif'), zeros(4), text('avifmif1')),
  ...box('meta', zeros(4), box('iprp', box('ipco', Array.from({ length: 3_200 }, () => size).flat()))),
])
export const ico = Uint8Array.from([0, 0, 1, 0, 1, 0, width, height, ...zeros(14)])

/** A DICOM file with a private element of this length before its rows and columns. */
export const dicomWith = (length: number): Uint8Array => {
  const short = (group: number, element: number, vr: string, value: readonly number[]) => [
    ...u16(group),
    ...u16(element),
    ...text(vr),
    ...u16(value.length),
    ...value,
  ]
  const long = (group: number, element: number, vr: string, value: readonly number[]) => [
    ...u16(group),
    ...u16(element),
    ...text(vr),
    0,
    0,
    ...u32(value.length),
    ...value,
  ]
  const syntax = short(2, 0x10, 'UI', text('1.2.840.10008.1.2.1\0'))
  return Uint8Array.from([
    ...zeros(128),
    ...text('DICM'),
    ...syntax,
    ...long(9, 0x10, 'UN', zeros(length)),
    ...short(0x28, 0x10, 'US', u16(height)),
    ...short(0x28, 0x11, 'US', u16(width)),
    ...long(0x7fe0, 0x10, 'OW', zeros(width * height)),
  ])
}

export const samples = Object.entries({
  png,
  jpeg,
  'progressive jpeg': jpegWith(0, 0xc2),
  'arithmetic jpeg': jpegWith(0, 0xca),
  gif,
  'lossy webp': webpLossy,
  'lossless webp': webpLossless,
  'extended webp': webpExtended,
  bmp,
  'top-down bmp': bmpTopDown,
  tiff,
  'big-endian tiff': tiffWith(0, 'MM'),
  '64-bit tiff': bigTiff,
  avif,
  ico,
  dicom: dicomWith(10),
})

import { describe, expect, test } from '@jest/globals'
import { ask, sparse } from './ask-header.ts'
import { gif, height, jpegWith, png, width } from './sample-images.ts'

const size = { width, height }
const ascii = (text: string) => Buffer.from(text, 'latin1')
const withoutEnd = (bytes: Uint8Array, length: number) => bytes.subarray(0, bytes.length - length)
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts))
const measure = async (...parts: readonly Uint8Array[]) => (await ask(sparse(join(...parts)))).measured
const megabyte = 1024 * 1024

/** Bytes that no compression shortens. */
const noise = (length: number, seed = 1) => {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 24
  })
}

/** What programs append to a file. */
const appended = [
  ['zeros', new Uint8Array(100_000)],
  ['FF', new Uint8Array(100_000).fill(0xff)],
  ['text', Buffer.from('{"meta": "data"}\n'.repeat(6_000))],
  ['other bytes', noise(300_000, 7)],
  ['opaque pixels', Buffer.from('000000ff'.repeat(40_000), 'hex')],
] as const

/** Compressed pixels of a GIF: full sub-blocks. */
const gifBlocks = (count: number) =>
  Buffer.concat(Array.from({ length: count }, (_, block) => join(Uint8Array.of(255), noise(255, block + 1))))
const gifStart = withoutEnd(gif, 5)
const gifEnd = ascii('\0;')

/** A scan: FF is followed by zero. */
const scan = (length: number) =>
  Buffer.from([...noise(length)].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])))
const jpegStart = withoutEnd(jpegWith(0), 2)
const jpegEnd = ascii('\xff\xd9')

const chunk = (name: string, length: number) => {
  const head = new Uint8Array(8)
  new DataView(head.buffer).setUint32(0, length)
  head.set(ascii(name), 4)
  return join(head, noise(length + 4, length))
}
const pngChunks = (count: number) => Buffer.concat(Array.from({ length: count }, () => chunk('IDAT', 8_192)))
const pngStart = png.subarray(0, 33)
const pngEnd = png.subarray(-12)

describe.each([
  ['gif', gifStart, gifBlocks(500), gifEnd],
  ['jpeg', jpegStart, scan(130_000), jpegEnd],
  ['png', pngStart, pngChunks(16), pngEnd],
])('a long %s', (format, start, pixels, end) => {
  test('with its end is whole', async () => {
    expect(await measure(start, pixels, end)).toEqual({ ...size, format })
  })

  test.each(appended)('with its end and %s is whole', async (_, more) => {
    expect(await measure(start, pixels, end, more)).toEqual({ ...size, format })
    expect(await measure(start, pixels, end, more.subarray(0, 5_000))).toEqual({ ...size, format })
  })

  test('without its end is cut short', async () => {
    const cut = { format, problem: 'Truncated' }
    for (const left of [pixels.length, pixels.length - 1, pixels.length - 333, 80_000, 20_000])
      expect(await measure(start, pixels.subarray(0, left))).toEqual(cut)
  })

  test('of more bytes than are read is judged by its last ones', async () => {
    const between = Buffer.concat(Array<Uint8Array>(Math.ceil((9 * megabyte) / pixels.length)).fill(pixels))
    expect(await measure(start, pixels, between, pixels)).toEqual({ format, problem: 'Truncated' })
    expect(await measure(start, pixels, between, pixels, end)).toEqual({ ...size, format })
    for (const [, more] of appended)
      expect(await measure(start, pixels, between, pixels, end, more)).toEqual({ ...size, format })
  })
})

describe('a cut that is hard to see', () => {
  test('of a GIF is within pixels that look like a trailer', async () => {
    const pixels = Uint8Array.from(gifBlocks(500))
    const at = 500 * 256 - 100
    pixels.set(gifEnd, at)
    const cut = { format: 'gif', problem: 'Truncated' }
    expect(await measure(gifStart, pixels.subarray(0, at + 2))).toEqual(cut)
    expect(await measure(gifStart, new Uint8Array(0), pixels.subarray(0, at + 2), ascii('\r\n'))).toEqual(cut)
  })

  test('of a JPEG is within its only scan, after an application segment', async () => {
    const [frame, rest] = [jpegStart.subarray(0, -15), jpegStart.subarray(-15)]
    expect([...rest.subarray(0, 2)]).toEqual([0xff, 0xda])
    const segment = ascii('\xff\xee\0\x0eAdobe\0d\0\0\0\0\x01')
    expect(await measure(frame, segment, rest, scan(500))).toEqual({ format: 'jpeg', problem: 'Truncated' })
    expect(await measure(frame, segment, rest, scan(500), jpegEnd)).toEqual({ ...size, format: 'jpeg' })
  })
})

test('a JPEG with any number of FF before a marker has its size', async () => {
  const bytes = jpegWith(0)
  for (const count of [1, 12_000, 200_000])
    expect(await measure(bytes.subarray(0, 2), new Uint8Array(count).fill(0xff), bytes.subarray(2))).toEqual({
      ...size,
      format: 'jpeg',
    })
})

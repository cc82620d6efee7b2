import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { ask, askStart, checkHeader, sparse } from './ask-header.ts'

const sample = z.strictObject({
  width: z.number().optional(),
  height: z.number().optional(),
  format: z.string(),
  orientation: z.number(),
  bytes: z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
})

const file = join(__dirname, '../../../fixtures/images/samples.json')
const samples = Object.entries(z.record(z.string(), sample).parse(JSON.parse(readFileSync(file, 'utf8'))))

const shown = new Set(['jpeg', 'png', 'gif', 'webp', 'bmp', 'avif', 'ico'])

const encodingOf = (name: string) => (name.endsWith('.gz') ? 'gzip' : undefined)

describe('a file of another program', () => {
  test.each(samples)('%s has its displayed size and its orientation', async (name, { bytes, ...known }) => {
    const { width, height, format, orientation } = known
    const { measured, reads } = await ask(sparse(bytes), encodingOf(name))
    expect(measured).toEqual({
      ...(width === undefined ? {} : { width, height }),
      format,
      ...(orientation === 1 ? {} : { orientation }),
      ...(shown.has(format) ? {} : { problem: 'NotDisplayable' }),
    })
    expect(reads).toBe(1)
  })

  test('covers every orientation of each format that has one', () => {
    const turned = samples.filter(([, { orientation }]) => orientation > 1).map(([, one]) => one)
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'heic', 'tiff'])
      expect(
        new Set(turned.filter((one) => one.format === format).map(({ orientation }) => orientation)).size,
      ).toBe(7)
  })

  const lengthIsKnown =
    /\.(jpg|png|webp|gif|bmp|avif|heif|dcm|gz)$|turned-\d\.tif|^(rgb|cmyk|lzw)\.tif|(container|stream)\.jp2/
  const cut = samples.filter(([name]) => lengthIsKnown.test(name) && name !== 'deflated.dcm')
  test.each(cut)('%s is cut short without its second half', async (name, { bytes, format }) => {
    const { measured } = await ask(sparse(bytes.subarray(0, Math.floor(bytes.length / 2))), encodingOf(name))
    expect(measured).toEqual({ format, problem: 'Truncated' })
  })

  test('is never taken for another format, however much of it is known', () => {
    for (const [name, { bytes, format }] of samples)
      for (let known = 0; known <= Math.min(bytes.length, 700); known += known < 40 ? 5 : 47) {
        const contentEncoding = encodingOf(name)
        const header = askStart(bytes, { known, contentEncoding })
        checkHeader(header, {
          size: bytes.length,
          parts: [{ offset: 0, bytes: bytes.subarray(0, known) }],
          more: true,
        })
        if (header.kind !== 'NeedMore') expect([name, known, header]).toMatchObject([name, known, { format }])
        const last = askStart(bytes, { known, contentEncoding, more: false })
        expect(['Image', 'NotAnImage', 'SizeUnknown']).toContain(last.kind)
      }
  })
})

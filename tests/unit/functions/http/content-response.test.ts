import { describe, expect, it } from '@jest/globals'
import type { OpenedBlob } from '../../../../src/domain/ports/blobs.ts'
import { contentReply, parseRange } from '../../../../src/functions/http/content-response.ts'

const opened = (contentType: string | undefined): OpenedBlob => ({
  stream: new ReadableStream(),
  etag: '"b"',
  length: 4,
  size: 4,
  contentType,
  lastModified: 0,
})

const headersOf = (path: string, contentType?: string, downloadAs?: string) => {
  const reply = contentReply(opened(contentType), { path, downloadAs })
  return reply.status === 304 ? {} : reply.headers
}

const storedTypes = [
  undefined,
  '',
  'text/html',
  'TEXT/HTML; charset=utf-8',
  'image/svg+xml',
  'application/xhtml+xml',
  'text/xml',
  'application/xml',
  'text/javascript',
  'application/javascript',
  'application/pdf',
  'multipart/x-mixed-replace; boundary=x',
  'image/png, text/html',
  'image/png text/html',
  'constructor',
  '__proto__',
  '\u0000 ;;, garbage/',
]
const unshownNames = [
  'x.svg',
  'x.svgz',
  'x.html',
  'x.htm',
  'x.xhtml',
  'x.xml',
  'x.js',
  'x.png.html',
  'png',
  'x',
  'x.constructor',
  'x.__proto__',
  'x.png/',
  'x.png.',
  'x.pn\u0000g',
]

describe('a file', () => {
  it.each([
    ['a.png', 'image/png', 'image/png', 'a.png'],
    ['a.png', 'image/png; charset=utf-8', 'image/png', 'a.png'],
    ['a.png', 'IMAGE/PNG', 'image/png', 'a.png'],
    ['a.avif', undefined, 'image/avif', 'a.avif'],
    ['a.PNG', 'application/octet-stream', 'image/png', 'a.PNG'],
    ['x/a.jfif', undefined, 'image/jpeg', 'a.jfif'],
    ['x.html.png', undefined, 'image/png', 'x.html.png'],
    // Saved, it must not become what its name says instead of what it was shown as.
    ['a.bin', 'IMAGE/JPEG; x=y', 'image/jpeg', 'a.bin.jpg'],
    ['a.html', 'image/png', 'image/png', 'a.html.png'],
  ])('%s, stored as %s, is shown as %s', (path, stated, type, name) => {
    expect(headersOf(path, stated)).toMatchObject({
      'content-type': type,
      'content-disposition': `inline; filename*=UTF-8''${name}`,
    })
  })

  it.each(storedTypes)('stored as %j, is shown only as the image that its extension says', (stated) => {
    // Markup that is stored under the name of an image goes out as an image that cannot be decoded, and `nosniff`.
    expect(headersOf('x.png', stated)).toMatchObject({ 'content-type': 'image/png' })
    for (const path of unshownNames) {
      const headers = headersOf(path, stated)
      expect(headers).toMatchObject({ 'content-type': 'application/octet-stream' })
      expect(headers).toMatchObject({ 'content-disposition': expect.stringMatching(/^attachment; /) })
    }
  })

  it('runs nothing, whatever it is', () => {
    for (const path of ['x.png', ...unshownNames])
      expect(headersOf(path)).toMatchObject({ 'content-security-policy': "default-src 'none'; sandbox" })
  })

  it('is a download under its own type where that is asked for', () => {
    expect(headersOf("x/a'b (1)🐱\ud800.csv", undefined, 'text/csv; charset=utf-8')).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': "attachment; filename*=UTF-8''a%27b%20%281%29%F0%9F%90%B1%EF%BF%BD.csv",
    })
  })
})

it.each([
  ['bytes=0-9', { offset: 0, count: 10 }],
  ['bytes=5-', { offset: 5 }],
  ['bytes=5-4', undefined],
  ['bytes=-5', undefined],
  ['bytes=0-1,3-4', undefined],
  ['items=0-1', undefined],
  ['bytes=99999999999999999999-', undefined],
  [`${' '.repeat(100)}bytes=0-9`, { offset: 0, count: 10 }],
  [undefined, undefined],
])('the range %s', (header, range) => expect(parseRange(header)).toEqual(range))

describe('a file that is stored encoded', () => {
  const encoded = (contentEncoding: string | undefined) => {
    const reply = contentReply({ ...opened('image/jpeg'), contentEncoding }, { path: 'a.jpg' })
    return reply.status === 304 ? undefined : new Headers(reply.headers).get('content-encoding')
  }

  it.each([
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['deflate,br', 'deflate, br'],
    ['identity', null],
    ['utf-8', null],
    ['aws-chunked, gzip', 'gzip'],
    ['', null],
    [undefined, null],
  ])('says so for %j: %j', (stored, shown) => {
    expect(encoded(stored)).toBe(shown)
  })

  it('says so for a range of it as well, whose bytes are encoded ones', () => {
    const range = { offset: 1, count: 2 }
    const part = { ...opened('image/jpeg'), contentEncoding: 'gzip', length: 2, range }
    expect(contentReply(part, { path: 'a.jpg' })).toMatchObject({
      status: 206,
      headers: { 'content-encoding': 'gzip', 'content-range': 'bytes 1-2/4', 'content-length': '2' },
    })
  })
})

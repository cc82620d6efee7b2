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

describe('a file', () => {
  it.each([
    ['a.png', 'image/png', 'image/png'],
    ['a.bin', 'IMAGE/JPEG; x=y', 'image/jpeg'],
    ['a.PNG', 'application/octet-stream', 'image/png'],
    ['x/a.jfif', undefined, 'image/jpeg'],
  ])('%s, stored as %s, is shown as %s', (path, stated, type) => {
    expect(headersOf(path, stated)).toMatchObject({ 'content-type': type })
    expect(headersOf(path, stated)).not.toHaveProperty('content-disposition')
  })

  it.each([
    ['a.svg', 'image/svg+xml'],
    ['a.html', 'text/html'],
    ['a', undefined],
    ['png', 'text/html'],
  ])('%s, stored as %s, is a download', (path, stated) => {
    expect(headersOf(path, stated)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${path}`,
    })
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
  [undefined, undefined],
])('the range %s', (header, range) => expect(parseRange(header)).toEqual(range))

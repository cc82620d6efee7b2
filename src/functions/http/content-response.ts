import { fileCaching, serveDownload, serveImage } from '../../domain/core/served-file.ts'
import { readEtags } from '../../domain/core/etag.ts'
import type { ByteRange, OpenedBlob } from '../../domain/ports/blobs.ts'
import type { RenditionContent } from '../../domain/model/renditions/rendition.ts'
import { anyFile } from './reply.ts'

const headerNames = [
  'ETag',
  'Content-Range',
  'Content-Encoding',
  'Accept-Ranges',
  'Content-Disposition',
  'Last-Modified',
] as const

/** The `responses` of a route that replies with `contentReply`. */
export const contentResponses = {
  200: {
    description:
      'The whole file; `Content-Type` says what it is. Files other than images are sent as a download.',
    content: [anyFile],
    headers: headerNames,
  },
  206: {
    description:
      'The byte range of the file in `Range`; `Content-Type` says what the file is. With `If-Range`, the whole file (200) unless its ETag or `Last-Modified` is still that one.',
    content: [anyFile],
    headers: headerNames,
  },
  304: {
    description: 'Not modified since the version in `If-None-Match`, which is in `ETag` again',
    headers: ['ETag'],
  },
} as const

const singleRange = /^bytes=(\d{1,15})-(\d{1,15})?$/

/**
 * Parses a `Range` header with one range and a start offset. Other ranges are ignored, as HTTP allows: storage does not know
 * ranges from the end, `bytes=-500`.
 */
export const parseRange = (header: string | undefined): ByteRange | undefined => {
  const [, first, last] = singleRange.exec(header?.trim() ?? '') ?? []
  if (first === undefined) return undefined
  const offset = Number(first)
  if (last === undefined) return { offset }
  return Number(last) < offset ? undefined : { offset, count: Number(last) - offset + 1 }
}

export interface ContentOptions {
  /** Gives the content type if the storage has none, and the file name of a download. */
  readonly path: string
  /** The content type of a file that is always a download. */
  readonly downloadAs?: string | undefined
  /** The header of the request: storage does not tell the version that it finds unchanged. */
  readonly ifNoneMatch?: string | undefined
  /** `Cache-Control`. Default: that of files. */
  readonly caching?: string | undefined
}

/** Codings that clients decode. Uploads also set others by mistake, such as `utf-8`. */
const codings = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'compress', 'x-compress'])

const encodingOf = ({ contentEncoding = '' }: OpenedBlob): Record<string, string> => {
  const known = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => codings.has(coding))
  return known.length === 0 ? {} : { 'content-encoding': known.join(', ') }
}

/** What the URL itself names does not change while the URL is good. */
const lastingCaching = 'private, max-age=86400, immutable'

const notModified = ({ ifNoneMatch = '', caching = fileCaching }: ContentOptions) => {
  const [etag] = readEtags(ifNoneMatch) ?? []
  return {
    status: 304 as const,
    ...(etag === undefined ? {} : { etag }),
    headers: { 'cache-control': caching },
  }
}

const headersOf = (
  opened: OpenedBlob,
  { path, downloadAs, caching = fileCaching }: ContentOptions,
): Record<string, string> => {
  const { contentType, disposition } =
    downloadAs === undefined ? serveImage(path, opened.contentType) : serveDownload(path, downloadAs)
  return {
    'content-type': contentType,
    'content-disposition': disposition,
    ...encodingOf(opened),
    'content-length': String(opened.length),
    'accept-ranges': 'bytes',
    'last-modified': new Date(opened.lastModified).toUTCString(),
    'cache-control': caching,
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  }
}

/** Replies with a file: 200 (whole file), 206 (a range) or 304 (not modified). */
export const contentReply = (opened: OpenedBlob | 'NotModified', options: ContentOptions) => {
  if (opened === 'NotModified') return notModified(options)
  const { range, etag, size } = opened
  const headers = headersOf(opened, options)
  if (range === undefined) return { status: 200 as const, etag, content: opened, headers }
  const last = range.offset + range.count - 1
  return {
    status: 206 as const,
    etag,
    content: opened,
    headers: { ...headers, 'content-range': `bytes ${range.offset}-${last}/${size}` },
  }
}

/** Replies with a rendition, whole or not modified. A range of it is not worth a request. */
export const renditionReply = (
  { path, rendition, isLasting }: RenditionContent,
  ifNoneMatch: string | undefined,
) => contentReply(rendition, { path, ifNoneMatch, caching: isLasting ? lastingCaching : fileCaching })

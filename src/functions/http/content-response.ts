import { downloadType, serveDownload, serveImage, inlineTypes } from '../../domain/core/served-file.ts'
import type { ByteRange, OpenedBlob } from '../../domain/ports/blobs.ts'

const headerNames = [
  'ETag',
  'Content-Range',
  'Accept-Ranges',
  'Content-Disposition',
  'Last-Modified',
] as const

/** The `responses` of a route that answers with `contentReply`. */
export const contentResponses = {
  200: {
    description: 'The whole file. What is no image comes as a download.',
    content: [...inlineTypes, downloadType],
    headers: headerNames,
  },
  206: {
    description: 'The part that `Range` asked for',
    content: [...inlineTypes, downloadType],
    headers: headerNames,
  },
  304: { description: 'Unchanged since the version that `If-None-Match` names' },
} as const

const singleRange = /^bytes=(\d{1,15})-(\d{1,15})?$/

/** Any longer is none that is answered in part. */
export const longestRange = 64

/** The one range of a `Range` header, from an offset on. Any other kind is ignored, as HTTP allows: the whole is answered. */
export const parseRange = (header: string | undefined): ByteRange | undefined => {
  const [, first, last] =
    singleRange.exec(header === undefined || header.length > longestRange ? '' : header.trim()) ?? []
  if (first === undefined) return undefined
  const offset = Number(first)
  if (last === undefined) return { offset }
  return Number(last) < offset ? undefined : { offset, count: Number(last) - offset + 1 }
}

export interface ContentOptions {
  /** Its name says what the file is where the storage does not, and what it is saved as. */
  readonly path: string
  /** Always a download, under its own content type. */
  readonly downloadAs?: string | undefined
}

const headersOf = (opened: OpenedBlob, { path, downloadAs }: ContentOptions): Record<string, string> => {
  const { contentType, disposition } =
    downloadAs === undefined ? serveImage(path, opened.contentType) : serveDownload(path, downloadAs)
  return {
    'content-type': contentType,
    'content-disposition': disposition,
    'content-length': String(opened.length),
    'accept-ranges': 'bytes',
    'last-modified': new Date(opened.lastModified).toUTCString(),
    'cache-control': 'private, max-age=300',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  }
}

/** A file as an answer, streamed: in whole, in part, or not at all if the caller has it. */
export const contentReply = (opened: OpenedBlob | 'NotModified', options: ContentOptions) => {
  if (opened === 'NotModified') return { status: 304 as const }
  const { range, stream, etag, size } = opened
  const headers = headersOf(opened, options)
  if (range === undefined) return { status: 200 as const, etag, content: stream, headers }
  const last = range.offset + range.count - 1
  return {
    status: 206 as const,
    etag,
    content: stream,
    headers: { ...headers, 'content-range': `bytes ${range.offset}-${last}/${size}` },
  }
}

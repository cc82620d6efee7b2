import type { IncomingMessage, ServerResponse } from 'node:http'
import { greyPng } from '../../../tools/fashion-mnist.ts'
import { createListing } from './listing.ts'
import { etagAt, listingXml } from './listing-xml.ts'

const side = 28
const largestPage = 5000
const version = '2025-01-05'

const requestedRange = ({ headers }: IncomingMessage, size: number) => {
  const range = headers['x-ms-range'] ?? headers.range
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(typeof range === 'string' ? range : '') ?? []
  if (from === undefined) return undefined
  return { from: Number(from), to: Math.min(size - 1, to === undefined || to === '' ? size - 1 : Number(to)) }
}

/** A container with so many images, all of them the same: List Blobs, Get Blob and Get Blob Properties, for reading only. */
export const createSyntheticContainer = (count: number, serviceUrl: string, name: string) => {
  const listing = createListing(count)
  const image = greyPng(side, side, Buffer.alloc(side * side, 0x80))
  const lastModified = new Date(0).toUTCString()
  const common = { 'x-ms-version': version, 'x-ms-request-id': '00000000-0000-0000-0000-000000000000' }

  const list = (query: URLSearchParams, response: ServerResponse): void => {
    const asked = Number(query.get('maxresults') ?? largestPage)
    const body = listingXml(
      listing,
      { serviceUrl, name },
      { size: image.length, lastModified },
      {
        prefix: query.get('prefix') ?? '',
        marker: query.get('marker') ?? '',
        most: Math.max(1, Math.min(largestPage, asked)),
      },
    )
    response
      .writeHead(200, {
        ...common,
        'content-type': 'application/xml',
        'content-length': Buffer.byteLength(body),
      })
      .end(body)
  }

  const blob = (path: string, request: IncomingMessage, response: ServerResponse): void => {
    const place = listing.find(path)
    if (place === undefined) {
      response.writeHead(404, { ...common, 'x-ms-error-code': 'BlobNotFound', 'content-length': 0 }).end()
      return
    }
    const range = requestedRange(request, image.length)
    const content = range ? image.subarray(range.from, range.to + 1) : image
    response.writeHead(range ? 206 : 200, {
      ...common,
      'content-type': 'image/png',
      'content-length': content.length,
      ...(range && { 'content-range': `bytes ${range.from}-${range.to}/${image.length}` }),
      'last-modified': lastModified,
      etag: `"${etagAt(place)}"`,
      'x-ms-blob-type': 'BlockBlob',
      'accept-ranges': 'bytes',
    })
    response.end(request.method === 'HEAD' ? undefined : content)
  }

  /** @param path What follows the container's name; empty for the container itself. */
  return (path: string, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void => {
    if (path === '' && query.get('comp') === 'list') list(query, response)
    else if (path !== '' && (request.method === 'GET' || request.method === 'HEAD'))
      blob(path, request, response)
    else response.writeHead(405, { ...common, 'content-length': 0 }).end()
  }
}

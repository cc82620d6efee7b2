import type { IncomingMessage, ServerResponse } from 'node:http'
import { Transform } from 'node:stream'

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

/** The length a request announces, or nothing if it is chunked or has no body. */
export function announcedLength(req: IncomingMessage): number | undefined {
  const text = req.headers['content-length']
  return text === undefined ? undefined : Number(text)
}

/** Reads a whole body. Rejects with `BodyTooLargeError`, or with the connection's error if the client goes away. */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  if ((announcedLength(req) ?? 0) > limit) throw new BodyTooLargeError()
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  let size = 0
  req.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > limit) reject(new BodyTooLargeError())
    else chunks.push(chunk)
  })
  req.on('end', () => {
    resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size))
  })
  req.on('error', reject)
  req.on('close', () => {
    if (!req.readableEnded) reject(new Error('The client closed the connection.'))
  })
  return promise
}

/** The same body, as a stream that fails with `BodyTooLargeError` beyond `limit` bytes. */
export function limitedBody(req: IncomingMessage, limit: number): Transform {
  let size = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > limit) done(new BodyTooLargeError())
      else done(null, chunk)
    },
  })
  // A function that answers without reading has no listener on it: without one here the process would end.
  counted.on('error', () => {})
  req.on('error', (error) => counted.destroy(error))
  req.on('close', () => {
    if (!req.readableEnded) counted.destroy(new Error('The client closed the connection.'))
  })
  return req.pipe(counted)
}

/** Answers without a body, unless an answer has begun: then the connection is cut, so that no client takes it for whole. */
export function sendStatus(res: ServerResponse, status: number): void {
  if (res.headersSent || res.destroyed) {
    res.destroy()
    return
  }
  // A body nobody reads would otherwise have to be received before the connection can be used again.
  if (status === 413) res.setHeader('connection', 'close')
  res.writeHead(status, { 'content-length': 0 }).end()
}

export function sendJson(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(value)
  res
    .writeHead(status, {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    .end(text)
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Transform } from 'node:stream'

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

/** The length that a request announces; undefined if it is chunked or has no body. */
export const announcedLength = (req: IncomingMessage): number | undefined => {
  const text = req.headers['content-length']
  return text === undefined ? undefined : Number(text)
}

/** The same body, as a stream that fails with `BodyTooLargeError` beyond `limit` bytes. */
export const limitedBody = (req: IncomingMessage, limit: number): Transform => {
  let size = 0
  const counted = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
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

/** Responds without a body. Once a response has begun it cuts the connection, so that no client takes it for complete. */
export const sendStatus = (res: ServerResponse, status: number): void => {
  if (res.headersSent || res.destroyed) {
    res.destroy()
    return
  }
  // An unread body would otherwise have to be received before the connection can be used again.
  if (status === 413) res.setHeader('connection', 'close')
  res.writeHead(status, { 'content-length': 0 }).end()
}

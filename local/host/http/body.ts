import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'

/** The Functions host answers 500 to a request with such a body, whatever is wrong with it. */
export class RequestBodyError extends Error {
  override readonly name = 'RequestBodyError'
}

/** As Kestrel, the server of the Functions host: the least bytes a second of a body, and when it begins to count. */
const slowest = 240
const graceMs = 5_000
const checkMs = 1_000

type Incoming = Readable & Pick<IncomingMessage, 'headers'>

const receive = async (req: Incoming, maxBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const started = performance.now()
  const timer = setInterval(() => {
    const elapsed = performance.now() - started
    if (elapsed >= graceMs && size < (slowest * elapsed) / 1000)
      reject(new RequestBodyError('it arrives too slowly'))
  }, checkMs)
  const onData = (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) reject(new RequestBodyError(`it has more than ${maxBytes} bytes`))
    else chunks.push(chunk)
  }
  const onEnd = () => resolve(Buffer.concat(chunks, size))
  const onClose = () => reject(new RequestBodyError('it broke off'))
  req.on('data', onData).once('end', onEnd).once('error', reject).once('close', onClose)
  try {
    return await promise
  } finally {
    clearInterval(timer)
    req.off('data', onData).off('end', onEnd).off('error', reject).off('close', onClose).pause()
  }
}

/**
 * The body of a request as the Functions host hands it to a function: whole, and only if the request announces its length.
 * A chunked body is read and dropped. @throws RequestBodyError
 */
export const readBody = async (req: Incoming, maxBytes: number): Promise<Buffer | undefined> => {
  const announced = req.headers['content-length']
  const length = Number(announced ?? 0)
  if (length > maxBytes) throw new RequestBodyError(`it has ${length} bytes, more than ${maxBytes}`)
  if (length === 0 && req.headers['transfer-encoding'] === undefined) return undefined
  const body = await receive(req, maxBytes)
  return announced === undefined ? undefined : body
}

/** Responds without a body. Once a response has begun it cuts the connection, so that no client takes it for complete. */
export const sendStatus = (res: ServerResponse, status: number): void => {
  if (res.headersSent || res.destroyed) {
    res.destroy()
    return
  }
  res.writeHead(status, { 'content-length': 0 }).end()
}

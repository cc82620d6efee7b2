import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { clientOf } from './client-of.ts'
import type { TakeRoom } from './room.ts'

/** A body that cannot be passed on. The Functions host answers 500, whatever is wrong with it; this one says what is. */
export class RequestBodyError extends Error {
  override readonly name = 'RequestBodyError'
  readonly status: 400 | 408 | 413 | 503

  constructor(status: RequestBodyError['status'], message: string) {
    super(message)
    this.status = status
  }
}

/** As Kestrel, the server of the Functions host: the least bytes a second of a body, and when it begins to count. */
const slowest = 240
const graceMs = 5_000
const checkMs = 1_000
/** For the whole body, however it comes: bytes that came early would else pay for hours of nothing. */
const wholeMs = 120_000

type Incoming = Readable & Pick<IncomingMessage, 'headers' | 'socket'>

export interface BodyLimits {
  readonly maxBytes: number
  /** Room for the bodies that are being read at the same time. */
  readonly takeRoom: TakeRoom
}

/** @param body Takes the bytes. Without one they are counted and dropped. */
const receive = async (
  req: Incoming,
  { maxBytes, takeRoom }: BodyLimits,
  body: Buffer | undefined,
): Promise<number> => {
  let size = 0
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const refuse = (status: RequestBodyError['status'], reason: string): void =>
    reject(new RequestBodyError(status, reason))
  const started = performance.now()
  const timer = setInterval(() => {
    const elapsed = performance.now() - started
    if (elapsed >= wholeMs || (elapsed >= graceMs && size < (slowest * elapsed) / 1000))
      refuse(408, 'it arrives too slowly')
  }, checkMs)
  const onData = (chunk: Buffer) => {
    body?.set(chunk, size)
    size += chunk.length
    if (size > maxBytes) refuse(413, `it has more than ${maxBytes} bytes`)
  }
  const onEnd = () => resolve(size)
  const onClose = () => refuse(400, 'it broke off')
  const giveBack = takeRoom(clientOf(req), body?.length ?? 0, () => refuse(503, 'others need its room'))
  if (giveBack === undefined) refuse(503, 'there is no room for it')
  req.on('data', onData).once('end', onEnd).once('error', reject).once('close', onClose)
  try {
    return await promise
  } finally {
    clearInterval(timer)
    giveBack?.()
    req.off('data', onData).off('end', onEnd).off('error', reject).off('close', onClose).pause()
  }
}

/**
 * The body of a request as the Functions host hands it to a function: whole, and only if the request announces its length.
 * A chunked body is read and dropped. @throws RequestBodyError
 */
export const readBody = async (req: Incoming, limits: BodyLimits): Promise<Buffer | undefined> => {
  const announced = req.headers['content-length']
  const length = Number(announced ?? 0)
  const { maxBytes } = limits
  if (length > maxBytes) throw new RequestBodyError(413, `it has ${length} bytes, more than ${maxBytes}`)
  if (length === 0 && req.headers['transfer-encoding'] === undefined) return undefined
  // One buffer of its length: what each of a million small packets would hold is many times what is in it.
  const body = announced === undefined ? undefined : Buffer.alloc(length)
  await receive(req, limits, body)
  return body
}

/** How much of a refused body is still taken, and for how long. */
const mostDropped = 64 * 2 ** 20
const longestDropMs = 5_000

/**
 * Takes the rest of a refused body and drops it. Many clients read nothing before they have sent everything, and closing a
 * connection with unread bytes in it would take the response from them.
 */
export const dropRest = async (req: Incoming): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let size = 0
  const timer = setTimeout(resolve, longestDropMs)
  const onData = (chunk: Buffer) => {
    size += chunk.length
    if (size > mostDropped) resolve()
  }
  req.on('data', onData).once('end', resolve).once('error', resolve).once('close', resolve).resume()
  await promise
  clearTimeout(timer)
  req.off('data', onData).off('end', resolve).off('error', resolve).off('close', resolve).pause()
}

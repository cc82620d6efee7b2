import type { ServerResponse } from 'node:http'
import type { RpcHttp } from '../core/rpc.ts'
import { sendStatus } from './body.ts'

/** Bytes of responses that clients have not taken yet; one more that does not fit is refused. */
const maxUnsent = 512 * 2 ** 20
/** For a client that takes nothing of its response, before it is cut. */
const idleMs = 60_000

const withoutBody: ReadonlySet<number> = new Set([204, 205, 304])

/** Sends the response of a function, which is whole in memory until its client has taken it. */
export const createSend = (limit = maxUnsent) => {
  let unsent = 0
  return (res: ServerResponse, { statusCode = '200', headers = {}, cookies = [], body }: RpcHttp): void => {
    if (cookies.length > 0) throw new Error('Cookies are not supported: set the header Set-Cookie.')
    if (res.destroyed) return
    const bytes = body?.bytes ?? new Uint8Array()
    if (unsent + bytes.length > limit) {
      res.setHeader('retry-after', '2')
      sendStatus(res, 503)
      return
    }
    unsent += bytes.length
    res.once('close', () => {
      unsent -= bytes.length
    })
    res.setTimeout(idleMs, () => res.destroy())
    res.statusCode = Number(statusCode)
    for (const name in headers) res.setHeader(name, headers[name] ?? '')
    if (!withoutBody.has(res.statusCode)) res.setHeader('content-length', bytes.length)
    res.end(bytes)
  }
}

import type { ServerResponse } from 'node:http'
import type { RpcHttp } from '../core/rpc.ts'
import { sendStatus } from './own-response.ts'
import { clientOf } from './client-of.ts'
import type { TakeRoom } from './room.ts'

/** For a client that takes nothing of its response, before it is cut. */
const idleMs = 60_000

const withoutBody: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * Sends the response of a function, which is whole in memory until its client has taken it.
 * @param takeRoom Room for the bytes that clients have not taken yet
 */
export const createSend =
  (takeRoom: TakeRoom) =>
  (res: ServerResponse, { statusCode = '200', headers = {}, cookies = [], body }: RpcHttp): void => {
    if (cookies.length > 0) throw new Error('Cookies are not supported: set the header Set-Cookie.')
    const { socket } = res.req
    if (res.destroyed || socket.destroyed) return
    const bytes = body?.bytes ?? new Uint8Array()
    const giveBack = takeRoom(clientOf(res.req), bytes.length, () => socket.destroy())
    if (giveBack === undefined) {
      sendStatus(res, 503)
      return
    }
    res.once('close', giveBack)
    res.setTimeout(idleMs, () => res.destroy())
    res.statusCode = Number(statusCode)
    for (const name in headers) res.setHeader(name, headers[name] ?? '')
    // The function tells the length of what a HEAD does not send.
    const isTold = res.req.method === 'HEAD' && res.hasHeader('content-length')
    if (!withoutBody.has(res.statusCode) && !isTold) res.setHeader('content-length', bytes.length)
    res.end(bytes)
  }

import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** Requests of one connection without a response. No browser sends a second one; each may hold a whole response in memory. */
const maxUnanswered = 32

/** True for a request that its connection has too many before, whose responses the client has not taken. */
export const createPipelineRule = (): ((
  req: Pick<IncomingMessage, 'socket'>,
  res: EventEmitter,
) => boolean) => {
  const unanswered = new WeakMap<Socket, number>()
  const add = (socket: Socket, by: number): number => {
    const count = (unanswered.get(socket) ?? 0) + by
    unanswered.set(socket, count)
    return count
  }
  return ({ socket }, res) => {
    res.once('close', () => add(socket, -1))
    return add(socket, 1) > maxUnanswered
  }
}

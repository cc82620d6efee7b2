import { subscribe } from 'node:diagnostics_channel'
import { ServerResponse } from 'node:http'
import type { Millis } from '../../domain/core/time.ts'
import type { FindLiveResponse, LiveResponse } from '../../domain/ports/live-responses.ts'

/** Node.js publishes each request of each HTTP server of the process here. */
const requestChannel = 'http.server.request.start'
/** The Functions host adds it to the requests that it forwards. */
const invocationHeader = 'x-ms-invocation-id'

const hasGone = (response: ServerResponse): boolean => response.destroyed && !response.writableFinished

const toLiveResponse = (response: ServerResponse, idle: Millis): LiveResponse => ({
  canTakeMore: async () => {
    if (hasGone(response)) return false
    if (!response.writableNeedDrain) return true
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const settle = (drained: boolean) => {
      clearTimeout(timer)
      response.off('drain', onDrain).off('close', onClose)
      resolve(drained)
    }
    const onDrain = () => settle(true)
    const onClose = () => settle(false)
    const timer = setTimeout(() => {
      response.destroy()
      settle(false)
    }, idle)
    response.once('drain', onDrain).once('close', onClose)
    return promise
  },
  onGone: (callback) => {
    if (hasGone(response)) callback()
    else
      response.once('close', () => {
        if (!response.writableFinished) callback()
      })
  },
  abort: () => {
    response.destroy()
  },
})

const isServerResponse = (value: unknown): value is ServerResponse => value instanceof ServerResponse

const readMessage = (message: unknown) => {
  if (typeof message !== 'object' || message === null || !('request' in message && 'response' in message))
    return undefined
  const { request, response } = message
  if (!isServerResponse(response)) return undefined
  if (typeof request !== 'object' || request === null || !('headers' in request)) return undefined
  const headers = request.headers
  if (typeof headers !== 'object' || headers === null) return undefined
  const id: unknown = Reflect.get(headers, invocationHeader)
  return typeof id === 'string' ? { id, response } : undefined
}

/**
 * @param idle For a client that takes nothing, before it is cut: longer than a slow network needs for the bytes of one buffer.
 *
 * Finds the responses that `@azure/functions` writes to. The library streams a body without waiting for the client, reads on
 * when the client is gone, and leaves the response open when the body fails; it gives functions no access to the response.
 */
export const trackLiveResponses = (idle: Millis): FindLiveResponse => {
  const open = new Map<string, ServerResponse>()
  subscribe(requestChannel, (message) => {
    const found = readMessage(message)
    if (!found) return
    open.set(found.id, found.response)
    found.response.once('close', () => open.delete(found.id))
  })
  return (invocationId) => {
    const response = open.get(invocationId)
    return response && toLiveResponse(response, idle)
  }
}

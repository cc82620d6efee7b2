import { randomUUID } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import http from 'node:http'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Invoke } from '../core/invoke.ts'
import type { ProgrammingModel, TypedData } from '../core/rpc.ts'
import { clientInputs, UnsupportedAppError } from '../core/validate.ts'
import type { HostedFunction } from '../core/validate.ts'
import type { Log } from '../log.ts'
import { announcedLength, BodyTooLargeError, limitedBody } from './body.ts'

const requestChannel = channel('http.server.request.start')

/** One HTTP call of a function; rejects if no response could be made. */
export type ServeFunction = (
  fn: HostedFunction,
  params: Readonly<Record<string, string>>,
  req: IncomingMessage,
  res: ServerResponse,
) => Promise<void>

/**
 * The server that the library opens on a loopback port with `enableHttpStream`, for hosts to forward raw requests to. It
 * is caught here and never listens, so that requests reach it without a second hop.
 */
export const captureStreamServer = async (model: ProgrammingModel): Promise<Server> => {
  const original = http.createServer
  let captured: Server | undefined
  http.createServer = (...args: readonly unknown[]): Server => {
    const server = original(...args.filter((arg): arg is RequestListener => typeof arg === 'function'))
    server.address = () => ({ address: '127.0.0.1', family: 'IPv4', port: 1 })
    server.listen = (...listenArgs: readonly unknown[]) => {
      const done = listenArgs.find((arg): arg is () => void => typeof arg === 'function')
      if (done !== undefined) queueMicrotask(done)
      return server
    }
    captured = server
    return server
  }
  try {
    await model.getCapabilities({})
  } finally {
    http.createServer = original
  }
  if (captured !== undefined) return captured
  throw new UnsupportedAppError(
    'Buffered HTTP functions are not supported: call app.setup({ enableHttpStream: true }) in the app.',
  )
}

/**
 * Headers as the Functions host passes them on: one text for each name, repeated ones joined by a comma. Node's own
 * `headers` keep only the first of some, `Authorization` among them, so that an app could not tell that there were two.
 */
const joinedHeaders = ({
  rawHeaders,
  headers,
  socket,
}: IncomingMessage): Readonly<Record<string, string>> => {
  const joined = new Map<string, string>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = rawHeaders[index + 1] ?? ''
    const before = joined.get(name)
    joined.set(name, before === undefined ? value : `${before},${value}`)
  }
  // As Azure's frontend does: the last entry is the address that this connection came from.
  const address = socket.remoteAddress ?? ''
  const forwarded = joined.get('x-forwarded-for')
  joined.set('x-forwarded-for', forwarded === undefined ? address : `${forwarded}, ${address}`)
  // The server sets it for a request that has none.
  if (headers.host !== undefined && !joined.get('host')) joined.set('host', headers.host)
  return Object.fromEntries(joined)
}

const metadataOf = (
  params: Readonly<Record<string, string>>,
  headers: string,
): Readonly<Record<string, TypedData>> => {
  const data: Record<string, TypedData> = {}
  for (const name in params) data[name] = { string: params[name] ?? '' }
  data['Headers'] = { json: headers }
  return data
}

/** Chunked bodies announce no length, so they are counted as they arrive. */
const bodyOf = (req: IncomingMessage, limit: number) => {
  const length = announcedLength(req)
  if (length !== undefined && length > limit) throw new BodyTooLargeError()
  if (length !== undefined || req.headers['transfer-encoding'] === undefined) return req
  return Object.assign(limitedBody(req, limit), { url: req.url, method: req.method, headers: req.headers })
}

export interface StreamingDeps {
  readonly invoke: Invoke
  readonly streamServer: Server
  readonly maxBodyBytes: number
  /** The value of `durableClient` inputs. */
  readonly client: string
  readonly log: Log
}

/** HTTP functions with `enableHttpStream`: the library reads the live request and writes the live response. */
export const createStreaming =
  ({ invoke, streamServer, maxBodyBytes, client, log }: StreamingDeps): ServeFunction =>
  async (fn, params, req, res) => {
    const headers = JSON.stringify(joinedHeaders(req))
    const invocationId = randomUUID()
    const streamed = bodyOf(req, maxBodyBytes)
    streamed.headers['x-ms-invocation-id'] = invocationId
    streamed.headers['x-forwarded-host'] = req.headers.host
    streamed.headers['x-forwarded-proto'] = 'http'
    // As the server would for a request of the Functions host: apps find their responses by it.
    requestChannel.publish({ request: streamed, response: res, socket: req.socket, server: streamServer })
    streamServer.emit('request', streamed, res)
    const { result, error, respond } = await invoke(fn.registered, {
      invocationId,
      inputData: [{ name: fn.triggerName, data: { http: {} } }, ...clientInputs(fn, client)],
      triggerMetadata: metadataOf(params, headers),
    })
    const isTooLarge = streamed.errored instanceof BodyTooLargeError
    // The rest of the body is not read, so no request that follows on this connection would be.
    if (isTooLarge && !res.headersSent) res.setHeader('connection', 'close')
    if (error === undefined) {
      await respond(result ?? { status: 204 })
      return
    }
    const category = `Function.${fn.name}`
    log(
      'warning',
      category,
      'The handler threw: on Azure this request would never end (nodejs-library #324).',
    )
    log('error', category, `The handler failed: ${error.message}`, error)
    // Responding through the library also makes it forget the request.
    await respond({ status: isTooLarge ? 413 : 500 })
  }

import { randomUUID } from 'node:crypto'
import http, { type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { Invoke } from '../core/invoke.ts'
import type { ProgrammingModel, TypedData } from '../core/rpc.ts'
import type { Log } from '../log.ts'
import { announcedLength, BodyTooLargeError, limitedBody } from './body.ts'
import { header, type ServeFunction } from './buffered.ts'
import { joinedHeaders } from './headers.ts'

/**
 * Asks the library for its capabilities. With `enableHttpStream` it opens a loopback server to which a host forwards
 * the raw requests; that server is caught here and never listens, so that requests reach it without a second hop.
 */
export async function captureStreamServer(model: ProgrammingModel): Promise<Server | undefined> {
  const original = http.createServer
  let captured: Server | undefined
  const create = (...args: unknown[]): Server => {
    captured = original(...args.filter((arg): arg is RequestListener => typeof arg === 'function'))
    captured.address = () => ({ address: '127.0.0.1', family: 'IPv4', port: 1 })
    const server = captured
    captured.listen = (...listenArgs: unknown[]) => {
      const done = listenArgs.find((arg): arg is () => void => typeof arg === 'function')
      if (done !== undefined) queueMicrotask(done)
      return server
    }
    return captured
  }
  http.createServer = create
  try {
    await model.getCapabilities({})
  } finally {
    http.createServer = original
  }
  return captured
}

const paramsData = (params: Record<string, string>): Record<string, TypedData> => {
  const data: Record<string, TypedData> = {}
  for (const name in params) data[name] = { string: params[name] ?? '' }
  return data
}

/** Chunked bodies have no length to check beforehand: they are counted on their way. */
function bodyOf(req: IncomingMessage, limit: number) {
  const length = announcedLength(req)
  if (length !== undefined && length > limit) throw new BodyTooLargeError()
  if (length !== undefined || req.headers['transfer-encoding'] === undefined) return req
  return Object.assign(limitedBody(req, limit), { url: req.url, method: req.method, headers: req.headers })
}

/** Functions of an app with `enableHttpStream`: the library reads the live request and writes the live response. */
export const createStreamingServer =
  (invoke: Invoke, limit: number, server: Server, log: Log): ServeFunction =>
  async (fn, params, req, res, extraInputs) => {
    const Headers = { json: JSON.stringify(joinedHeaders(req)) }
    const invocationId = randomUUID()
    const streamed = bodyOf(req, limit)
    streamed.headers['x-ms-invocation-id'] = invocationId
    streamed.headers['x-forwarded-host'] = req.headers.host
    streamed.headers['x-forwarded-proto'] = 'http'
    server.emit('request', streamed, res)
    const outcome = await invoke(fn.registered, {
      invocationId,
      inputData: [{ name: fn.triggerName, data: { http: {} } }, ...extraInputs],
      triggerMetadata: { ...paramsData(params), Headers },
      traceParent: header(req, 'traceparent'),
      traceState: header(req, 'tracestate'),
    })
    if (outcome.error !== undefined) {
      log(
        'warning',
        `Function.${fn.name}`,
        'The handler threw while streaming is on: Azure would never answer (nodejs-library #324).',
      )
      log('error', `Function.${fn.name}`, `The handler failed: ${outcome.error.message}`, outcome.error)
      // Answering through the library also makes it forget the request.
      await outcome.respond({ status: streamed.errored instanceof BodyTooLargeError ? 413 : 500 })
    } else if (outcome.result === undefined || outcome.result === null) {
      await outcome.respond({ status: 204 })
    } else {
      await outcome.respond(outcome.result)
    }
  }

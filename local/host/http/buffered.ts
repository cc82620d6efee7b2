import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Invoke } from '../core/invoke.ts'
import type { NullableTexts, RpcHttp } from '../core/rpc.ts'
import { clientInputs } from '../core/validate.ts'
import type { HostedFunction } from '../core/validate.ts'
import type { Log } from '../log.ts'
import { dropRest, readBody, RequestBodyError } from './body.ts'
import { beginStatus, sendStatus } from './own-response.ts'
import { createRoom } from './room.ts'
import { createSeldomLog } from './seldom-log.ts'
import { createSend } from './send.ts'

/** One HTTP call of a function; rejects if no response could be made. */
export type ServeFunction = (
  fn: HostedFunction,
  params: Readonly<Record<string, string>>,
  req: IncomingMessage,
  res: ServerResponse,
) => Promise<void>

const nullable = (texts: Iterable<readonly [string, string]>): NullableTexts =>
  Object.fromEntries([...texts].map(([name, value]) => [name, { value }]))

/**
 * Headers as the Functions host passes them on: one text for each name, repeated ones joined by a comma. Node's own
 * `headers` keep only the first of some, `Authorization` among them, so that an app could not tell that there were two.
 */
const joinedHeaders = ({ rawHeaders, headers, socket }: IncomingMessage): ReadonlyMap<string, string> => {
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
  return joined
}

/** As ASP.NET reads a query: names differ by more than their case, and the values of repeated ones are one text. */
const joinedQuery = (url: string): ReadonlyMap<string, string> => {
  const start = url.indexOf('?')
  const joined = new Map<string, { readonly name: string; readonly value: string }>()
  if (start === -1) return new Map()
  for (const [name, value] of new URLSearchParams(url.slice(start))) {
    const before = joined.get(name.toLowerCase())
    joined.set(
      name.toLowerCase(),
      before === undefined ? { name, value } : { name: before.name, value: `${before.value},${value}` },
    )
  }
  return new Map([...joined.values()].map(({ name, value }) => [name, value]))
}

const requestOf = (
  req: IncomingMessage,
  params: Readonly<Record<string, string>>,
  body: Buffer | undefined,
): RpcHttp => {
  const { method = 'GET', url = '/' } = req
  const headers = joinedHeaders(req)
  return {
    method,
    url: `http://${headers.get('host') ?? 'localhost'}${url}`,
    nullableHeaders: nullable(headers),
    nullableParams: nullable(Object.entries(params)),
    nullableQuery: nullable(joinedQuery(url)),
    ...(body && { body: { bytes: body } }),
  }
}

/** Bytes of responses that clients have not taken yet, and of request bodies that are being read. */
const maxUnsent = 512 * 2 ** 20
const maxUnread = 64 * 2 ** 20

interface BufferedDeps {
  readonly invoke: Invoke
  readonly maxBodyBytes: number
  /** The value of `durableClient` inputs. */
  readonly client: string
  readonly log: Log
}

/** HTTP functions as the Functions host runs them without streams: it reads the whole request and gets the whole response. */
export const createBuffered = ({ invoke, maxBodyBytes, client, log }: BufferedDeps): ServeFunction => {
  const note = createSeldomLog(log)
  const send = createSend(
    createRoom({ limit: maxUnsent, what: 'responses that clients have not taken', log }),
  )
  const bodyLimits = {
    maxBytes: maxBodyBytes,
    takeRoom: createRoom({
      limit: Math.max(maxUnread, maxBodyBytes),
      what: 'request bodies that are being read',
      log,
    }),
  }

  /** Undefined if there is a body that cannot be passed on; the request has its response then. */
  const receive = async (
    fn: HostedFunction,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<{ readonly body: Buffer | undefined } | undefined> => {
    try {
      return { body: await readBody(req, bodyLimits) }
    } catch (error) {
      if (!(error instanceof RequestBodyError)) throw error
      note((count) => `${count} requests had no usable body; the last one, to ${fn.name}: ${error.message}`)
      // The rest of the body is not read, so no request that follows on this connection would be.
      if (!res.headersSent) res.setHeader('connection', 'close')
      beginStatus(res, error.status)
      if (error.status === 413) await dropRest(req)
      if (!res.destroyed) res.end()
      return undefined
    }
  }

  return async (fn, params, req, res) => {
    const received = await receive(fn, req, res)
    if (received === undefined) return
    const http = requestOf(req, params, received.body)
    const { result, error, respond } = await invoke(fn.registered, {
      inputData: [{ name: fn.triggerName, data: { http } }, ...clientInputs(fn, client)],
    })
    if (error !== undefined) {
      log('error', `Function.${fn.name}`, `The handler failed: ${error.message}`, error)
      sendStatus(res, 500)
      return
    }
    const { returnValue } = await respond(result)
    send(res, returnValue?.http ?? { statusCode: '204' })
  }
}

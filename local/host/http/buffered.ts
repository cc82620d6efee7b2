import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Invoke } from '../core/invoke.ts'
import type { HttpData, TypedData } from '../core/rpc.ts'
import type { HostedFunction } from '../core/validate.ts'
import { readBody, sendStatus } from './body.ts'
import { serializeCookie } from './cookies.ts'
import { joinedHeaders } from './headers.ts'

/** One HTTP call of a function; rejects if no answer could be made. */
export type ServeFunction = (
  fn: HostedFunction,
  params: Record<string, string>,
  req: IncomingMessage,
  res: ServerResponse,
  extraInputs: readonly { name: string; data: TypedData }[],
) => Promise<void>

const headersOf = (req: IncomingMessage) =>
  Object.fromEntries(Object.entries(joinedHeaders(req)).map(([name, value]) => [name, { value }]))

function queryOf(url: URL): Record<string, { value: string }> {
  const query: Record<string, { value: string }> = {}
  for (const [name, value] of url.searchParams) {
    // Repeated keys arrive joined by commas in this mode.
    query[name] = { value: query[name] === undefined ? value : `${query[name].value},${value}` }
  }
  return query
}

/** Functions of an app without `enableHttpStream`: whole request in, whole response out. */
export const createBufferedServer =
  (invoke: Invoke, limit: number): ServeFunction =>
  async (fn, params, req, res, extraInputs) => {
    const bytes = await readBody(req, limit)
    const url = new URL(`http://${req.headers.host ?? 'localhost'}${req.url ?? '/'}`)
    const http: HttpData = {
      method: req.method ?? 'GET',
      url: url.href,
      nullableHeaders: headersOf(req),
      nullableParams: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, { value }])),
      nullableQuery: queryOf(url),
      ...(bytes.length === 0 ? {} : { body: { bytes } }),
    }
    const outcome = await invoke(fn.registered, {
      inputData: [{ name: fn.triggerName, data: { http } }, ...extraInputs],
      traceParent: header(req, 'traceparent'),
      traceState: header(req, 'tracestate'),
    })
    if (outcome.error !== undefined) throw outcome.error
    const { returnValue } = await outcome.respond(outcome.result)
    if (returnValue?.http === undefined) sendStatus(res, 204)
    else write(res, returnValue.http)
  }

/** A header that cannot repeat, or the empty text. */
export function header(req: IncomingMessage, name: string): string {
  const value = req.headers[name]
  return typeof value === 'string' ? value : ''
}

function write(res: ServerResponse, { statusCode, headers = {}, cookies = [], body }: HttpData): void {
  res.statusCode = Number(statusCode ?? 200)
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  if (cookies.length > 0) res.setHeader('set-cookie', cookies.map(serializeCookie))
  const bytes = body?.bytes ?? Buffer.from(body?.string ?? '')
  res.setHeader('content-length', bytes.length)
  res.end(bytes)
}

import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import type { ResponseHeader } from './reply.ts'

/** Whether scripts of other origins read a header only if it is exposed. */
const needsExposure: Readonly<Record<ResponseHeader, boolean>> = {
  ETag: true,
  Location: true,
  'Operation-Location': true,
  'Retry-After': true,
  'Content-Range': true,
  'Content-Encoding': true,
  'Accept-Ranges': true,
  'Content-Disposition': true,
  'Last-Modified': false,
}
const exposedHeaders = [
  ...Object.entries(needsExposure).flatMap(([name, needed]) => (needed ? [name] : [])),
  'Allow',
  'Idempotent-Replayed',
  'WWW-Authenticate',
  'x-ms-error-code',
  'x-ms-request-id',
].join(', ')
const acceptedHeaders =
  'Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Range, If-Range, x-ms-client-request-id, x-request-id'

type Handler = (request: HttpRequest) => Promise<HttpResponseInit>

export interface Cors {
  /** Adds the headers that let a page of an allowed origin read the response. */
  readonly allow: (request: HttpRequest, response: HttpResponseInit) => HttpResponseInit
  /** The response to a preflight request; undefined for other requests and for origins that are not allowed. */
  readonly preflight: (request: HttpRequest, methods: readonly string[]) => HttpResponseInit | undefined
}

const anyPort = ':*'

const isAllowed = (allowed: readonly string[], origin: string): boolean =>
  allowed.some((one) =>
    one.endsWith(anyPort)
      ? origin.replace(/:\d{1,5}$/, '') === one.slice(0, -anyPort.length)
      : one === origin,
  )

/**
 * CORS for frontends on other origins. The bearer token alone identifies callers, never a cookie, so an allowed origin
 * gets no rights beyond the token. @param allowed `https://host[:port]`, or `http://localhost:*`
 */
export const createCors = (allowed: readonly string[]): Cors => {
  const headersFor = (request: HttpRequest): Record<string, string> | undefined => {
    const origin = request.headers.get('origin')
    return origin !== null && isAllowed(allowed, origin)
      ? { 'access-control-allow-origin': origin }
      : undefined
  }
  return {
    allow: (request, response) => {
      if (allowed.length === 0) return response
      const own = new Headers(response.headers)
      // Without an origin, too: a cache must not give that response to a page of an origin.
      own.append('vary', 'Origin')
      const headers = headersFor(request)
      return {
        ...response,
        headers: {
          ...Object.fromEntries(own),
          ...headers,
          ...(headers && { 'access-control-expose-headers': exposedHeaders }),
        },
      }
    },
    preflight: (request, methods) => {
      const headers = headersFor(request)
      if (request.method !== 'OPTIONS' || !headers || !request.headers.has('access-control-request-method'))
        return undefined
      return {
        status: 204,
        headers: {
          ...headers,
          vary: 'Origin',
          'access-control-allow-methods': methods.join(', '),
          'access-control-allow-headers': acceptedHeaders,
          'access-control-max-age': '600',
        },
      }
    },
  }
}

/** Adds the CORS headers to the responses of a handler. */
export const withCors =
  (cors: Cors, handler: Handler): Handler =>
  async (request) =>
    cors.allow(request, await handler(request))

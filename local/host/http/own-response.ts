import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** Seconds after which a host without room can have some again. */
const retryAfter = 1

type Reason = readonly [code: string, message: string]

const reasons: Readonly<Record<number, Reason>> = {
  400: ['InvalidRequest', 'The request is not valid HTTP; correct its first line and its headers'],
  401: [
    'Unauthenticated',
    'This path belongs to the host and needs its key; send it in x-functions-key, or call another path',
  ],
  403: [
    'Forbidden',
    'A page of another origin may not call this path of the host; call it without the header Origin',
  ],
  404: [
    'RouteNotFound',
    'Nothing takes this method at this path; check both, and that the path begins with the prefix of the API',
  ],
  408: ['InvalidRequest', 'The request did not arrive in time; send it again, faster'],
  413: [
    'RequestTooLarge',
    'The request body is larger than the host takes; split it into several requests of at most 1 MB',
  ],
  414: [
    'InvalidRequest',
    'The URL is longer than 8 KB; send fewer or shorter parameters, and start a list again without a continuation',
  ],
  421: [
    'InvalidRequest',
    'This server does not answer for the host that the request names; use localhost, or the host of PUBLIC_URL',
  ],
  431: [
    'InvalidRequest',
    'The request has more than 100 headers, or more than 32 KB of them; send fewer or shorter ones',
  ],
  503: [
    'ServiceUnavailable',
    'The host has no room for this request or its response now; wait for the seconds in Retry-After, then send the request again',
  ],
}

const failure = (id: string): Reason => [
  'InternalError',
  `The host could not complete the request. Try again; if the error persists, report the request id ${id}`,
]

export interface OwnResponse {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** The id that the client chose, if it is safe in a log line, otherwise a new one: the rule of the API. */
const requestIdOf = (headers: Headers): string => {
  const chosen = headers['x-ms-client-request-id'] ?? headers['x-request-id']
  return typeof chosen === 'string' && /^[a-zA-Z0-9._-]{8,64}$/.test(chosen) ? chosen : randomUUID()
}

/**
 * The host's own refusal of a request, in the form of the API's errors: clients parse the body of each error, and tell people the
 * request id. @param requestHeaders None if they could not be parsed
 */
export const ownResponse = (status: number, requestHeaders: Headers = {}): OwnResponse => {
  const id = requestIdOf(requestHeaders)
  const [code, message] = reasons[status] ?? failure(id)
  const body = JSON.stringify({ error: { code, message } })
  return {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-ms-request-id': id,
      'x-ms-error-code': code,
      ...(status === 503 ? { 'retry-after': String(retryAfter) } : {}),
    },
    body,
  }
}

/**
 * Begins the host's own response, which `res.end()` then ends. Once a response has begun it cuts the connection, so that no
 * client takes it for complete.
 */
export const beginStatus = (res: ServerResponse, status: number): void => {
  if (res.headersSent || res.destroyed) {
    res.destroy()
    return
  }
  if (status < 400) {
    res.writeHead(status, { 'content-length': 0 })
    return
  }
  const { headers, body } = ownResponse(status, res.req.headers)
  res.writeHead(status, headers)
  res.write(body)
}

/** The host's own response, whole. */
export const sendStatus = (res: ServerResponse, status: number): void => {
  beginStatus(res, status)
  if (!res.destroyed) res.end()
}

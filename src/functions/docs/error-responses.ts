import type { ZodOpenApiResponseObject } from 'zod-openapi'
import { errorCodes } from '../../domain/core/errors.ts'
import { errorStatus } from '../http/error-response.ts'
import { errorBody } from './error-schema.ts'
import { errorHeaders } from './response-headers.ts'

interface ErrorResponse {
  /** The name in `components.responses`, which no schema may have: some generators create a type of it. */
  readonly id: string
  readonly meaning: string
  /** True if the response can have `Retry-After`. */
  readonly retries?: boolean
}

const kinds: Readonly<Record<number, ErrorResponse>> = {
  400: { id: 'BadRequest', meaning: 'The request is not valid; correct it.' },
  401: { id: 'Unauthorized', meaning: 'The token or the signature is missing, expired or not valid.' },
  403: { id: 'Forbidden', meaning: 'The roles of the caller do not allow the request.' },
  404: { id: 'NotFound', meaning: 'The resource does not exist, or not for the caller.' },
  405: {
    id: 'MethodNotAllowed',
    meaning: 'The path does not support the method; `Allow` lists those it does.',
  },
  409: {
    id: 'Conflict',
    meaning: 'The state of the resource does not allow the request now.',
    retries: true,
  },
  412: {
    id: 'PreconditionFailed',
    meaning: 'The resource has another version than `If-Match`, or exists despite `If-None-Match: *`.',
  },
  413: { id: 'ContentTooLarge', meaning: 'The request body is too large; split the request.' },
  415: {
    id: 'UnsupportedMediaType',
    meaning: 'The content type of the request is not supported; send JSON.',
  },
  416: {
    id: 'RangeNotSatisfiable',
    meaning: 'The range starts behind the end of the file; `Content-Range` has its size.',
  },
  422: { id: 'UnprocessableContent', meaning: 'The request is valid, and what it names does not allow it.' },
  428: { id: 'PreconditionRequired', meaning: '`If-Match` is missing; read the resource for its ETag.' },
  429: { id: 'TooManyRequests', meaning: 'Too many requests; wait for `Retry-After`.', retries: true },
  500: {
    id: 'InternalServerError',
    meaning: 'The service failed unexpectedly; retry, then report the request id.',
  },
  503: {
    id: 'ServiceUnavailable',
    meaning: 'The service is not available; wait for `Retry-After`.',
    retries: true,
  },
}

const responseOf = (
  { id, retries = false }: Pick<ErrorResponse, 'id' | 'retries'>,
  description: string,
): ZodOpenApiResponseObject => ({
  id,
  description,
  headers: errorHeaders(retries),
  content: { 'application/json': { schema: errorBody } },
})

const withCodes = (status: number, { meaning }: ErrorResponse): string => {
  const codes = errorCodes.filter((code) => errorStatus[code] === status)
  return `${meaning} Codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`
}

/** One object for each status, so that all operations refer to the same component. */
const byStatus: ReadonlyMap<number, ZodOpenApiResponseObject> = new Map(
  Object.entries(kinds).map(([status, kind]) => [
    Number(status),
    responseOf(kind, withCodes(Number(status), kind)),
  ]),
)

/** The response of all error codes with this status. */
export const errorResponseOf = (status: number): ZodOpenApiResponseObject => {
  const found = byStatus.get(status)
  if (!found)
    throw new Error(`Errors with the status ${status} are not described; add it to error-responses.ts`)
  return found
}

/** The `default` response: also hosts and proxies on the way refuse requests, and later versions have more codes. */
export const otherError = responseOf(
  { id: 'OtherError', retries: true },
  'Any other error, such as 405 (`MethodNotAllowed`) or, of a host on the way, 431. Later versions can add statuses and codes.',
)

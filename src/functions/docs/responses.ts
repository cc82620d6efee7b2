import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import type { ErrorCode } from '../../domain/core/errors.ts'
import { anyFile, type ResponseSpec } from '../http/reply.ts'
import { errorStatus } from '../http/error-response.ts'
import { errorsOf } from '../http/route-errors.ts'
import type { Route } from '../http/route.ts'
import { errorResponseOf, otherError } from './error-responses.ts'
import { examples } from './examples/examples.ts'
import { linksOf } from './links.ts'
import { isConditional } from './request-headers.ts'
import { responseHeadersOf } from './response-headers.ts'

const json = 'application/json'

const schemaOfContent = (type: string) => {
  if (type === anyFile) return { type: 'string' as const, format: 'binary' }
  return type === json ? { type: 'object' as const } : { type: 'string' as const }
}

const success = (
  { operation, idempotent }: Pick<Route, 'operation' | 'idempotent'>,
  spec: ResponseSpec,
): ZodOpenApiResponseObject => {
  const { description, body, content, headers } = spec
  const { response: example } = examples.get(operation) ?? {}
  const links = linksOf(operation, spec)
  return {
    description,
    headers: responseHeadersOf(headers, idempotent === 'Recorded'),
    ...(body && { content: { [json]: { schema: body, example } } }),
    ...(content && {
      content: Object.fromEntries(
        content.map((type) => [type, { schema: schemaOfContent(type), ...(type === json && { example }) }]),
      ),
    }),
    ...(links && { links }),
  }
}

type Status = `${1 | 2 | 3 | 4 | 5}${string}`
const isStatus = (text: string): text is Status => /^[1-5]\d\d$/.test(text)

const notModified: ResponseSpec = { description: 'Not modified since the version in `If-None-Match`' }

/** The responses of a route that are no errors, by status. */
const successesOf = (route: Route): Readonly<Record<string, ResponseSpec>> => ({
  ...(isConditional(route) && { 304: notModified }),
  ...route.responses,
})

/** True for a route whose response is a file, of any type. */
const returnsFile = ({ responses }: Route): boolean => responses[206] !== undefined

/** Statuses that the document has in words only: beside a file, generators take one of them for the result. */
const isUnlisted = (route: Route, status: string): boolean => returnsFile(route) && status.startsWith('3')

/** The error codes of a route, by status. */
export const errorCodesOf = (route: Route): Readonly<Record<string, readonly ErrorCode[]>> =>
  Object.fromEntries(Map.groupBy(errorsOf(route), (code) => String(errorStatus[code])))

/** The documented responses of a route. */
export const responsesOf = (route: Route): ZodOpenApiResponsesObject => {
  const all: ZodOpenApiResponsesObject = {}
  for (const status of Object.keys(errorCodesOf(route)))
    if (isStatus(status)) all[status] = errorResponseOf(Number(status))
  for (const [status, spec] of Object.entries(successesOf(route)))
    if (isStatus(status) && !isUnlisted(route, status)) all[status] = success(route, spec)
  // Beside a file, generators take whatever is JSON, such as a file of an export, for a default error.
  return returnsFile(route) ? all : { ...all, default: otherError }
}

interface UnlistedResponse {
  readonly description: string
  readonly headers: readonly string[]
}

/** The responses of a route that `responsesOf` omits, by status; undefined if there are none. */
export const unlistedOf = (route: Route): Readonly<Record<string, UnlistedResponse>> | undefined => {
  const unlisted = Object.entries(successesOf(route)).filter(([status]) => isUnlisted(route, status))
  return unlisted.length === 0
    ? undefined
    : Object.fromEntries(
        unlisted.map(([status, { description, headers = [] }]) => [status, { description, headers }]),
      )
}

import { z } from 'zod'
import { DomainError, invalidContinuation, type ErrorDetail } from '../../domain/core/errors.ts'
import { dropNulls } from './drop-nulls.ts'
import { readBody, type BodyRequest } from './read-body.ts'
import { mayHaveBody, type RouteSpec } from './route.ts'
import { maxDetails, validationDetails } from './validation-details.ts'

const emptyObject = z.strictObject({})

export interface RawRequest extends BodyRequest {
  readonly params: Readonly<Record<string, string>>
  readonly url: string
}

type Parsed = { readonly value: unknown; readonly details: readonly ErrorDetail[] }

const parse = (schema: z.ZodType, input: unknown, source: string): Parsed => {
  const result = schema.safeParse(input)
  return result.success
    ? { value: result.data, details: [] }
    : { value: undefined, details: validationDetails(result.error, source) }
}

const repeatedNames = (query: URLSearchParams): readonly ErrorDetail[] => {
  const [seen, repeated] = [new Set<string>(), new Set<string>()]
  for (const name of query.keys()) (seen.has(name) ? repeated : seen).add(name)
  return [...repeated].map((name) => ({
    code: 'InvalidValue',
    message: 'The parameter is repeated; send it once',
    target: name.slice(0, 100),
  }))
}

/** True if nothing but the continuation of a list is wrong: no continuation of the service has such a form. */
const isForeignContinuation = ({ issues }: z.ZodError): boolean =>
  issues.every(({ path }) => path[0] === 'continuation')

/** From the URL: the host joins repeated parameters, and those that differ in case only, to one text. */
const parseQuery = (schema: z.ZodType, url: string): Parsed => {
  const query = new URL(url).searchParams
  if (query.size === 0) return parse(schema, {}, 'query')
  const repeated = repeatedNames(query)
  if (repeated.length > 0) return { value: undefined, details: repeated }
  const given = Object.fromEntries(query)
  const { success, data, error } = schema.safeParse(given)
  if (success) return { value: data, details: [] }
  if (isForeignContinuation(error)) throw invalidContinuation(error)
  return { value: undefined, details: validationDetails(error, 'query') }
}

const invalidRequest = (all: readonly ErrorDetail[]): DomainError => {
  const details = all.slice(0, maxDetails)
  const [first] = details
  return new DomainError(
    'InvalidRequest',
    details.length === 1 && first
      ? `The request is not valid: ${first.target ?? 'request'}: ${first.message}`
      : `The request has ${details.length} invalid values; correct the values in details`,
    { details, ...(details.length === 1 && first?.target ? { target: first.target } : {}) },
  )
}

/** True if the request has a body, of any content. */
const sendsBody = ({ headers }: BodyRequest): boolean =>
  Number(headers.get('content-length') ?? 0) > 0 || headers.has('transfer-encoding')

/** Parses path, query and body by the schemas of a route. Undeclared parameters and properties are refused. */
export const createRequestParser = ({ method, params, query, body }: RouteSpec) => {
  const querySchema = query ?? emptyObject
  const takesBody = mayHaveBody(method)
  const bodySchema = body ?? emptyObject
  // In a merge patch null has a meaning of its own.
  const withoutNulls = (given: unknown): unknown =>
    method === 'PATCH' ? given : dropNulls(bodySchema, given)
  return async (
    request: RawRequest,
  ): Promise<{ readonly params: unknown; readonly query: unknown; readonly body: unknown }> => {
    const parsedParams = params && parse(params, request.params, 'path')
    const parsedQuery = parseQuery(querySchema, request.url)
    const parsedBody =
      body || (takesBody && sendsBody(request))
        ? parse(bodySchema, withoutNulls(await readBody(request)), 'body')
        : undefined
    const details = [...(parsedParams?.details ?? []), ...parsedQuery.details, ...(parsedBody?.details ?? [])]
    if (details.length > 0) throw invalidRequest(details)
    return { params: parsedParams?.value, query: parsedQuery.value, body: body && parsedBody?.value }
  }
}

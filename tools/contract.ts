import addFormats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import {
  headerOf,
  readOpenApi,
  type DocumentedOperation,
  type DocumentedResponse,
  type OpenApi,
} from './openapi.ts'

export interface CheckedResponse {
  readonly status: number
  readonly headers: Headers
}

/** Holds real answers against the OpenAPI document that the service serves. */
export interface Contract {
  readonly document: OpenApi
  /** The operation that takes this request; for HEAD the one that GET has. @param target A URL, or a path with its query as it was sent */
  find(method: string, target: string): DocumentedOperation | undefined
  /** @throws Error that says how the answer departs from the document */
  check(method: string, target: string, response: CheckedResponse, body: string): void
  /** `operationId status` of every success that is documented but was never seen. */
  unseen(): readonly string[]
}

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'patch', 'delete'])

/** The media type of a response that has its own in `Content-Type`. */
const anyFile = 'application/octet-stream'
const isJson = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What this version of the service answers. The document leaves answers open for later versions; here an answer has the
 * documented properties and values only.
 */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed)
  if (!isJson(value)) return value
  const { 'x-extensible-enum': values, ...schema } = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, closed(inner)]),
  )
  return {
    ...(isJson(schema['properties']) && schema['type'] !== undefined && { additionalProperties: false }),
    ...schema,
    ...(Array.isArray(values) && { enum: values }),
  }
}

/** `#/components/…` means the document, wherever the schema stands. */
const absolute = (schema: object): object => {
  const copy: unknown = JSON.parse(
    JSON.stringify(closed(schema)).replaceAll('"#/components/', '"openapi#/components/'),
  )
  if (typeof copy !== 'object' || copy === null) throw new Error('A schema is an object')
  return copy
}

/** The host does not tell upper from lower case in what is literal. */
const matcherOf = (path: string): RegExp =>
  new RegExp(
    `^${path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{[^}]+\}/g, '[^/]+')}$`,
    'i',
  )

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment).replaceAll('/', '%2F')
  } catch {
    return segment
  }
}

const dots = /^(?:\.|%2e){1,2}$/i

/** As hosts do before they route. What `..` leaves at the end is a slash. */
const resolveDots = (segments: readonly string[]): readonly string[] => {
  const resolved: string[] = []
  for (const segment of segments)
    if (!dots.test(segment)) resolved.push(segment)
    else if (segment.replaceAll(/%2e/gi, '.') === '..' && resolved.length > 1) resolved.pop()
  return dots.test(segments.at(-1) ?? '') ? [...resolved, ''] : resolved
}

/** A segment that is empty, or that somebody may decode to a slash or to dots: such a path is nobody's. */
const folds = (segment: string): boolean =>
  segment === '' || /^(?:\.|%(?:25)*2e){1,2}$|[/\\]|%(?:25)*(?:2f|5c)/i.test(segment)

const segmentsOf = (target: string): readonly string[] =>
  resolveDots(
    target
      .replace(/^https?:\/\/[^/?]+/, '')
      .replace(/\?.*$/s, '')
      .split('/'),
  )

/** The path as it is routed: its dots resolved, not decoded. */
export const resolvedPathOf = (target: string): string => segmentsOf(target).join('/')

/** The path as it was sent, its dots resolved, decoded. */
export const decodedPathOf = (target: string): string => segmentsOf(target).map(decode).join('/')

/** Whether a path can be one of the service at all. */
export const isPlainTarget = (target: string): boolean => !segmentsOf(target).slice(1).some(folds)

const finderOf = (document: OpenApi): Contract['find'] => {
  // Literal paths first, as the host finds them.
  const paths = Object.entries(document.paths)
    .toSorted(([one], [other]) => one.split('{').length - other.split('{').length)
    .map(([path, operations]) => ({ operations, matcher: matcherOf(path) }))
  return (method, target) => {
    const name = method === 'HEAD' ? 'get' : method.toLowerCase()
    const [, path] = /^\/api(\/.*)$/is.exec(decodedPathOf(target)) ?? []
    if (path === undefined || !methods.has(name) || method !== method.toUpperCase()) return undefined
    if (!isPlainTarget(target)) return undefined
    return paths.find(({ matcher, operations }) => matcher.test(path) && operations[name])?.operations[name]
  }
}

const checkCode = (key: string, documented: DocumentedResponse, response: CheckedResponse): void => {
  const codes = documented['x-error-codes']
  const code = response.headers.get('x-ms-error-code')
  if (codes && !codes.includes(code ?? ''))
    throw new Error(`${key}: the code ${code} is not among ${codes.join(', ')}`)
}

export const createContract = (document: OpenApi): Contract => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(absolute({ $id: 'openapi', components: document.components }))
  const compiled = new Map<string, ValidateFunction>()
  const seen = new Set<string>()
  const find = finderOf(document)

  const validatorOf = (key: string, schema: object): ValidateFunction => {
    const known = compiled.get(key) ?? ajv.compile(absolute(schema))
    compiled.set(key, known)
    return known
  }

  const checkHeaders = (key: string, documented: DocumentedResponse, { headers }: CheckedResponse): void => {
    for (const [name, documentedHeader] of Object.entries(documented.headers)) {
      const { required, schema } = headerOf(document, documentedHeader)
      const value = headers.get(name)
      if (value === null && required) throw new Error(`${key}: the header ${name} is missing`)
      if (value === null || schema === undefined) continue
      const read = schema['type'] === 'integer' && /^\d+$/.test(value) ? Number(value) : value
      const valid: boolean = validatorOf(`header ${JSON.stringify(schema)}`, schema)(read)
      if (!valid) throw new Error(`${key}: the header ${name} is not as documented: ${value}`)
    }
  }

  const checkBody = (
    key: string,
    documented: DocumentedResponse,
    response: CheckedResponse,
    body: string,
  ): void => {
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    const { content } = documented
    if (!content) {
      if (body !== '') throw new Error(`${key}: no body is documented, there is one: ${body.slice(0, 200)}`)
      return
    }
    const entry = content[type]
    if (!entry && content[anyFile]) return
    if (!entry)
      throw new Error(`${key}: content type '${type}' is not among ${Object.keys(content).join(', ')}`)
    // The bytes of a file are what they are, whatever their content type.
    if (type !== 'application/json' || !content[type] || !entry.schema) return
    const validate = validatorOf(`${key} ${type}`, entry.schema)
    if (!validate(JSON.parse(body)))
      throw new Error(`${key}: ${ajv.errorsText(validate.errors)} in ${body.slice(0, 1000)}`)
  }

  return {
    document,
    find,
    check: (method, target, response, body) => {
      const operation = find(method, target)
      if (!operation && !isPlainTarget(target) && response.status === 404) return
      if (!operation) throw new Error(`${method} ${decodedPathOf(target)} is not in the document`)
      const key = `${operation.operationId} ${response.status}`
      const documented = operation.responses[String(response.status)]
      if (!documented) throw new Error(`${key} is not documented: ${body.slice(0, 300)}`)
      checkCode(key, documented, response)
      checkHeaders(key, documented, response)
      if (method === 'HEAD') {
        if (body !== '') throw new Error(`${key}: a HEAD has a body`)
        return
      }
      checkBody(key, documented, response, body)
      seen.add(key)
    },
    unseen: () =>
      Object.values(document.paths)
        .flatMap((operations) => Object.values(operations))
        .flatMap(({ operationId, responses }) =>
          Object.keys(responses)
            .filter((status) => status.startsWith('2'))
            .map((status) => `${operationId} ${status}`),
        )
        .filter((key) => !seen.has(key)),
  }
}

export const readContract = async (api: string): Promise<Contract> => createContract(await readOpenApi(api))

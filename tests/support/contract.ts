import addFormats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

interface Content {
  readonly schema?: object
}
interface DocumentedResponse {
  readonly content?: Readonly<Record<string, Content>>
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>
  readonly 'x-error-codes'?: readonly string[]
}
interface DocumentedOperation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, DocumentedResponse>>
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  readonly components: object
}

/** Holds real answers against the OpenAPI document that the service serves. */
export interface Contract {
  /** @throws Error that says how the answer departs from the document */
  check(method: string, url: string, response: Response, body: string): void
  /** `operationId status` of every success that is documented but was never seen. */
  unseen(): readonly string[]
}

const refsInto = (document: OpenApi) => ({ $id: 'openapi', components: document.components })

/** `#/components/…` means the document, wherever the schema stands. */
const absolute = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/')) as object

const matcherOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{[^}]+\}/g, '[^/]+')}$`)

export const readContract = async (api: string): Promise<Contract> => {
  const document = (await (await fetch(`${api}/openapi.json`)).json()) as OpenApi
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(absolute(refsInto(document)))
  const compiled = new Map<string, ValidateFunction>()
  const seen = new Set<string>()
  // Literal paths first: `/items/reject` is no item.
  const paths = Object.entries(document.paths)
    .toSorted(([one], [other]) => one.split('{').length - other.split('{').length)
    .map(([path, operations]) => ({ path, operations, matcher: matcherOf(path) }))

  const find = (method: string, path: string): DocumentedOperation | undefined =>
    paths.find(({ matcher, operations }) => matcher.test(path) && operations[method.toLowerCase()])
      ?.operations[method.toLowerCase()]

  const validatorOf = (key: string, schema: object): ValidateFunction => {
    const known = compiled.get(key) ?? ajv.compile(absolute(schema))
    compiled.set(key, known)
    return known
  }

  const checkBody = (key: string, documented: DocumentedResponse, response: Response, body: string): void => {
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    const { content } = documented
    if (!content) {
      if (body !== '') throw new Error(`${key}: no body is documented, there is one: ${body.slice(0, 200)}`)
      return
    }
    const entry = content[type]
    if (!entry)
      throw new Error(`${key}: content type '${type}' is not among ${Object.keys(content).join(', ')}`)
    if (type !== 'application/json' || !entry.schema) return
    const validate = validatorOf(`${key} ${type}`, entry.schema)
    if (!validate(JSON.parse(body)))
      throw new Error(`${key}: ${ajv.errorsText(validate.errors)} in ${body.slice(0, 1000)}`)
  }

  const checkHead = (key: string, documented: DocumentedResponse, response: Response): void => {
    for (const [name, { required }] of Object.entries(documented.headers ?? {}))
      if (required && !response.headers.has(name)) throw new Error(`${key}: the header ${name} is missing`)
    const codes = documented['x-error-codes']
    const code = response.headers.get('x-ms-error-code')
    if (codes && !codes.includes(code ?? ''))
      throw new Error(`${key}: the code ${code} is not among ${codes.join(', ')}`)
  }

  return {
    check: (method, url, response, body) => {
      const path = new URL(url).pathname.replace(/^\/api/, '')
      const operation = find(method, path)
      if (!operation) throw new Error(`${method} ${path} is not in the document`)
      const key = `${operation.operationId} ${response.status}`
      const documented = operation.responses[String(response.status)]
      if (!documented) throw new Error(`${key} is not documented: ${body.slice(0, 300)}`)
      checkHead(key, documented, response)
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

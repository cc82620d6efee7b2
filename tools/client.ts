import { z } from 'zod'

const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), target: z.string().optional() }),
})

/** An answer that is not a success, with the code that the service gave. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(`${status} ${code}: ${message}`)
    this.status = status
    this.code = code
  }
}

export interface Answer<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

interface Request {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A caller of the API, who knows nothing but the OpenAPI document. */
export interface Client {
  /** @throws ApiError for any status that is no success */
  call: <T extends z.ZodType>(
    method: string,
    path: string,
    schema: T,
    request?: Request,
  ) => Promise<Answer<z.output<T>>>
  get: <T extends z.ZodType>(path: string, schema: T) => Promise<z.output<T>>
  post: <T extends z.ZodType>(path: string, schema: T, body?: unknown) => Promise<z.output<T>>
  /** A file's bytes by its contentUrl. The token goes to the service only, never to the storage. */
  download: (contentUrl: string) => Promise<Buffer>
}

const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text()
  if (text === '') return undefined
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text
}

/** Slows down when the service asks for it; the request that was refused was not begun. */
const fetchPatiently = async (url: string, init: RequestInit): Promise<Response> => {
  for (;;) {
    const response = await fetch(url, init)
    if (response.status !== 429) return response
    await response.arrayBuffer()
    const seconds = Number(response.headers.get('retry-after') ?? 1)
    await new Promise((next) => setTimeout(next, seconds * 1000))
  }
}

/** `path` begins after `/api`; an absolute URL, such as a nextLink or an Operation-Location, is taken as it is. */
export const createClient = (api: string, token: string): Client => {
  const call: Client['call'] = async (method, path, schema, request = {}) => {
    const response = await fetchPatiently(path.startsWith('http') ? path : `${api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'manual',
    })
    const body = await readBody(response)
    if (response.status >= 400) {
      const { error } = errorBody.parse(body)
      throw new ApiError(response.status, error.code, error.message)
    }
    return { status: response.status, headers: response.headers, body: schema.parse(body) }
  }
  return {
    call,
    get: async (path, schema) => (await call('GET', path, schema)).body,
    post: async (path, schema, body) => (await call('POST', path, schema, { body })).body,
    download: async (contentUrl) => {
      const headers = contentUrl.startsWith(api) ? { authorization: `Bearer ${token}` } : {}
      const response = await fetch(contentUrl, { headers })
      if (!response.ok) throw new Error(`${response.status} for ${new URL(contentUrl).pathname}`)
      return Buffer.from(await response.arrayBuffer())
    },
  }
}

/** Everything of a list, following its nextLinks. */
export const listAll = async <T extends z.ZodType>(
  client: Client,
  path: string,
  entry: T,
): Promise<z.output<T>[]> => {
  const schema = z.object({ value: z.array(entry), nextLink: z.string().optional() })
  const found: z.output<T>[] = []
  let next: string | undefined = path
  while (next !== undefined) {
    const page: z.output<typeof schema> = await client.get(next, schema)
    found.push(...page.value)
    next = page.nextLink
  }
  return found
}

export const operation = z.object({
  id: z.string(),
  status: z.enum(['NotStarted', 'Running', 'Succeeded', 'Failed', 'Canceled']),
  startedAt: z.string(),
  done: z.number(),
  total: z.number().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
})
export type Operation = z.output<typeof operation>

/** Follows an Operation-Location to its end. @throws Error if the operation does not succeed */
export const waitForOperation = async (
  client: Client,
  location: string,
  onProgress: (operation: Operation) => void = () => {},
  pollEvery = 50,
): Promise<Operation> => {
  for (;;) {
    const now = await client.get(location, operation)
    onProgress(now)
    if (now.status === 'Succeeded') return now
    if (now.status === 'Failed' || now.status === 'Canceled')
      throw new Error(`${now.id} ${now.status}: ${now.error?.code ?? ''} ${now.error?.message ?? ''}`)
    await new Promise((next) => setTimeout(next, pollEvery))
  }
}

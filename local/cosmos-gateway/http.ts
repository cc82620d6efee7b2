import type { CosmosClientOptions } from '@azure/cosmos'

export type HttpClient = NonNullable<CosmosClientOptions['httpClient']>
export type HttpRequest = Parameters<HttpClient['sendRequest']>[0]
type HttpResponse = Awaited<ReturnType<HttpClient['sendRequest']>>

/** The parts of a request that the gateway reads, from a client or over HTTP. */
export type SentRequest = Pick<HttpRequest, 'method' | 'url' | 'body' | 'abortSignal'> & {
  readonly headers: Pick<HttpRequest['headers'], 'get' | 'has'>
}

/** An answer of the service before it becomes an HTTP response. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
  /** Sent unchanged in place of the body. */
  readonly text?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

const headersOf = (values: Readonly<Record<string, string>>): HttpResponse['headers'] => {
  const map = new Map(Object.entries(values))
  return {
    get: (name) => map.get(name.toLowerCase()),
    has: (name) => map.has(name.toLowerCase()),
    set: (name, value) => void map.set(name.toLowerCase(), String(value)),
    delete: (name) => void map.delete(name.toLowerCase()),
    toJSON: () => Object.fromEntries(map),
    [Symbol.iterator]: () => map[Symbol.iterator](),
  }
}

export const toResponse = (
  request: HttpRequest,
  { status, body, text, headers = {} }: Answer,
): HttpResponse => ({
  request,
  status,
  headers: headersOf({ 'content-type': 'application/json', ...headers }),
  bodyAsText: text ?? (body === undefined ? '' : JSON.stringify(body)),
})

export const problem = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status, body: { code: String(status), message }, headers })

/** Node's error for a connection that broke. */
export const connectionError = (code: string): Error =>
  Object.assign(new Error(`connection: ${code}`), { name: 'RestError', code })

/** Settles only when the caller aborts, and never if it is deaf. */
export const hang = async (
  { abortSignal }: Pick<HttpRequest, 'abortSignal'>,
  deaf: boolean,
): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (deaf) return
    const abort = () => reject(Object.assign(new Error('aborted'), { name: 'AbortError' }))
    if (abortSignal?.aborted) abort()
    abortSignal?.addEventListener('abort', abort)
  })

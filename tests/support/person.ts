import type { Contract } from '../../tools/contract.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // What a test reads of a body is what it asserts.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
  readonly code: string | null
}

export interface RequestOptions {
  readonly body?: unknown
  /** Sent as it is. */
  readonly raw?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** One person at the API; every answer is held against the contract. */
export type Person = (method: string, path: string, options?: RequestOptions) => Promise<Reply>

const jsonOf = (text: string, headers: Headers): unknown =>
  headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) : undefined

export const createPerson =
  (api: string, token: string | undefined, contract: Contract): Person =>
  async (method, path, { body, raw, headers } = {}) => {
    const url = path.startsWith('http') ? path : `${api}${path}`
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { body: payload }),
    })
    const text = await response.text()
    contract.check(method, url, response, text)
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: jsonOf(text, response.headers),
      code: response.headers.get('x-ms-error-code'),
    }
  }

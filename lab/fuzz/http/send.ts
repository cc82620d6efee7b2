import { Agent, request as httpRequest } from 'node:http'
import type { WireRequest } from '../draft.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** No answer: it did not come in time, or the connection ended without one. */
export interface NoAnswer {
  readonly failure: 'late' | 'cut'
  readonly reason: string
}

export interface Sender {
  readonly send: (request: WireRequest) => Promise<Answer | NoAnswer>
  readonly close: () => void
}

/** Milliseconds; an answer that takes longer counts as one that never comes. */
export const deadline = 10_000

const headersOf = (raw: readonly string[]): Headers => {
  const headers = new Headers()
  for (let index = 0; index + 1 < raw.length; index += 2)
    headers.append(raw[index] ?? '', raw[index + 1] ?? '')
  return headers
}

/** Sends requests as they are: neither the path nor the headers are made proper on the way, as fetch does. */
export const createSender = (origin: string): Sender => {
  const { hostname, port } = new URL(origin)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const send = ({ method, target, headers, body }: WireRequest): Promise<Answer | NoAnswer> =>
    new Promise((done) => {
      const announced =
        body !== undefined || method !== 'GET' ? [['Content-Length', String(body?.length ?? 0)]] : []
      const outgoing = httpRequest({
        agent,
        hostname,
        port,
        method,
        path: target,
        headers: [...headers, ...announced].flat(),
        signal: AbortSignal.timeout(deadline),
      })
      const fail = (error: Error): void =>
        done(
          error.name === 'AbortError' || error.name === 'TimeoutError'
            ? { failure: 'late', reason: `no answer within ${deadline} ms` }
            : { failure: 'cut', reason: error.message },
        )
      outgoing.on('error', fail)
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', fail)
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            headers: headersOf(response.rawHeaders),
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      })
      outgoing.end(body)
    })
  return { send, close: () => agent.destroy() }
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { createCosmosGateway } from './gateway.ts'
import type { GatewayOptions, PlacedDocument } from './gateway.ts'
import { problem } from './http.ts'
import type { Answer, SentRequest } from './http.ts'

export interface GatewayServer {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string
  /** All documents of a container. */
  readonly documents: (container: string) => readonly PlacedDocument[]
  readonly close: () => Promise<void>
}

const host = '127.0.0.1'
const methods = ['GET', 'POST'] as const

/** @returns undefined for a method that the engine never sends */
const readRequest = async (request: IncomingMessage): Promise<SentRequest | undefined> => {
  const method = methods.find((one) => one === request.method)
  const headers = new Headers()
  for (const [name, values] of Object.entries(request.headersDistinct))
    for (const value of values ?? []) headers.append(name, value)
  const body = await text(request)
  return (
    method && {
      method,
      url: `http://${host}${request.url ?? '/'}`,
      headers: { get: (name) => headers.get(name) ?? undefined, has: (name) => headers.has(name) },
      body,
    }
  )
}

/** Whether a request for documents is signed with the account's key, by the rules of Cosmos DB's REST API. */
const isSigned = (key: string, { method, url, headers }: SentRequest): boolean => {
  const resource = decodeURIComponent(new URL(url).pathname.slice(1))
  // A request that creates a document is signed for its container.
  const signed = method === 'GET' ? resource : resource.replace(/\/docs$/, '')
  const date = headers.get('x-ms-date') ?? ''
  const text = [method.toLowerCase(), 'docs', signed, date.toLowerCase(), '', ''].join('\n')
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')
  const expected = Buffer.from(encodeURIComponent(`type=master&ver=1.0&sig=${signature}`))
  const given = Buffer.from(headers.get('authorization') ?? '')
  return expected.byteLength === given.byteLength && timingSafeEqual(expected, given)
}

/** A gateway on a port of this machine, for callers that have its key. */
export const serveGateway = async (
  options: Pick<GatewayOptions, 'containers' | 'lag' | 'now'>,
  key: string,
): Promise<GatewayServer> => {
  const gateway = createCosmosGateway({ ...options, history: false })

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    try {
      const sent = await readRequest(request)
      if (!sent) return problem(405, `The gateway does not foresee ${request.method}`)
      return isSigned(key, sent)
        ? await gateway.answer(sent)
        : problem(401, 'The request is not signed with the key')
    } catch (error) {
      return problem(400, error instanceof Error ? error.message : 'The gateway could not read the request')
    }
  }
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body, headers } = await answer(request)
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(body === undefined ? '' : JSON.stringify(body))
  }

  const server = createServer((request, response) => {
    // The client gets no half of a response.
    respond(request, response).catch(() => response.destroy())
  })
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The gateway listens on no port')
  return {
    endpoint: `http://${host}:${address.port}`,
    documents: gateway.documents,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

import { Agent, request, type IncomingHttpHeaders } from 'node:http'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One caller with a connection of its own that stays open, as cheap as `node:http` can be. */
export interface Caller {
  readonly call: (method: 'GET' | 'POST', path: string, body?: string) => Promise<Reply>
  readonly close: () => void
}

/** @param scheme Of the header `Authorization`. */
export const createCaller = (origin: string, token?: string, scheme: string = 'Bearer'): Caller => {
  const { hostname, port } = new URL(origin)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const common = token === undefined ? {} : { authorization: `${scheme} ${token}` }

  const call: Caller['call'] = (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers =
        body === undefined
          ? common
          : { ...common, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const sent = request({ agent, hostname, port, method, path, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('error', reject)
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString(),
          }),
        )
      })
      sent.once('error', reject)
      sent.end(body)
    })
  return { call, close: () => agent.destroy() }
}

/** @throws Error with what the service answered, unless it is a success */
export const requireOk = (reply: Reply, what: string): Reply => {
  if (reply.status >= 300)
    throw new Error(`${what} was answered ${reply.status}: ${reply.text.slice(0, 500)}`)
  return reply
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Issuer } from './issuer.ts'
import { loopback, portOf } from './ports.ts'

const path = '/local/jwks.json'

/** Where the key set is, on a server with `jwksMiddleware` on this port of this machine. */
export const jwksUrlAt = (port: number): string => `http://${loopback}:${port}${path}`

/** Responds to the request for the key set; false for any other request. */
export const jwksMiddleware = ({
  jwks,
}: Issuer): ((request: IncomingMessage, response: ServerResponse) => boolean) => {
  const body = JSON.stringify(jwks)
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== path) return false
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' })
      .end(body)
    return true
  }
}

export interface JwksServer {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves the key set on a port of its own, for a Functions host that cannot serve it. */
export const startJwksServer = async (issuer: Issuer): Promise<JwksServer> => {
  const respond = jwksMiddleware(issuer)
  const server = createServer((request, response) => {
    if (!respond(request, response)) response.writeHead(404).end()
  })
  server.listen(0, loopback)
  await once(server, 'listening')
  return {
    url: jwksUrlAt(portOf(server.address())),
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

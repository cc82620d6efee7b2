import { once } from 'node:events'
import { createServer } from 'node:http'
import { type Issuer, JWKS_PATH, jwksMiddleware } from './issuer.ts'
import { LOOPBACK, portOf } from './ports.ts'

export interface JwksServer {
  url: string
  close(): Promise<void>
}

/** Serves the key set on a port of its own, for a Functions host that has no place for it. */
export async function startJwksServer(issuer: Issuer): Promise<JwksServer> {
  const answered = jwksMiddleware(issuer)
  const server = createServer((request, response) => {
    if (!answered(request, response)) response.writeHead(404).end()
  })
  server.listen(0, LOOPBACK)
  await once(server, 'listening')
  return {
    url: `http://${LOOPBACK}:${portOf(server.address())}${JWKS_PATH}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

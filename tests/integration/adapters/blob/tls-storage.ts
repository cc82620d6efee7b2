import type { LookupAddress } from 'node:dns'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { trustCertificate } from '../../../support/certificate.ts'

type Certificate = ReturnType<typeof trustCertificate>

const noBlobs =
  '<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="photos"><Blobs /><NextMarker /></EnumerationResults>'

/** Lists nothing, as an empty container does. */
const emptyContainer: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(noBlobs)
}

/** An https server on an address of this machine that counts who connects, even before TLS begins. */
export const startTlsStorage = async (
  { cert, key }: Certificate,
  listener: RequestListener = emptyContainer,
  { address = '127.0.0.1', port = 0 } = {},
) => {
  let connections = 0
  const server = createServer({ cert, key }, listener)
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((listening) => server.listen(port, address, listening))
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    dropConnections: () => server.closeAllConnections(),
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Gives its answers one after the other, the last one again and again. */
export const answering = (...answers: readonly (readonly string[])[]) => {
  let calls = 0
  const resolve = async (): Promise<LookupAddress[]> => {
    const answer = answers[Math.min(calls, answers.length - 1)] ?? []
    calls += 1
    return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { resolve, calls: () => calls }
}

import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { startAzurite } from '../../tools/azurite.ts'
import type { Storage } from '../../tools/service.ts'

/** Blob storage in which files named `stuck…` stop after a part, and those named `slow…` come a byte at a time, without an end. */
export interface StuckStorage extends Storage {
  /** Readers of such files that are connected. */
  readonly readers: () => number
  /** Ends their connections. */
  readonly cut: () => void
  readonly stop: () => Promise<void>
}

/** Announced for each such file. */
const length = 2 ** 20
const part = Buffer.alloc(64 * 1024)

export const startStuckStorage = async (): Promise<StuckStorage> => {
  const azurite = await startAzurite()
  const target = new URL(azurite.accountUrl)
  const open = new Set<ServerResponse>()

  const sendPart = (response: ServerResponse, isSlow: boolean): void => {
    open.add(response)
    const timer = isSlow ? setInterval(() => response.write('x'), 100) : undefined
    response.once('close', () => {
      open.delete(response)
      clearInterval(timer)
    })
    response.writeHead(200, {
      'content-length': length,
      'content-type': 'image/png',
      etag: '"0x8DEAD"',
      'last-modified': new Date(0).toUTCString(),
      'x-ms-version': '2021-12-02',
      'x-ms-request-id': 'stuck',
      'x-ms-blob-type': 'BlockBlob',
    })
    response.write(part)
  }

  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { method, url, headers } = incoming
    const onward = request(
      { host: target.hostname, port: target.port, method, path: url, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  }

  const server = createServer((incoming, response) => {
    response.on('error', () => undefined)
    const whole = incoming.method === 'GET' && incoming.headers['x-ms-range'] === undefined
    const [, kind] = /\/(stuck|slow)[^/?]*(?:\?(?!.*comp=)|$)/.exec(incoming.url ?? '') ?? []
    if (whole && kind !== undefined) sendPart(response, kind === 'slow')
    else pass(incoming, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  const blobServiceUrl = `http://127.0.0.1:${address.port}/${azurite.accountName}`
  return {
    blobServiceUrl,
    blobAccountName: azurite.accountName,
    blobAccountKey: azurite.accountKey,
    blobConnectionString: `DefaultEndpointsProtocol=http;AccountName=${azurite.accountName};AccountKey=${azurite.accountKey};BlobEndpoint=${blobServiceUrl};`,
    readers: () => open.size,
    cut: () => open.forEach((response) => response.destroy()),
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await azurite.stop()
    },
  }
}

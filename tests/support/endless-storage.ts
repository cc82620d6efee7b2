import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { startAzurite } from '../../tools/azurite.ts'
import type { Storage } from '../../tools/service.ts'

/** Blob storage in which files named `endless…` have as many bytes as a reader takes. */
export interface EndlessStorage extends Storage {
  /** Bytes of endless files that were taken from it so far. */
  readonly sent: () => number
  /** Readers of endless files that are connected. */
  readonly readers: () => number
  readonly stop: () => Promise<void>
}

/** Announced for each endless file: far more than a machine of a test has. */
const endlessLength = 2 ** 36
const piece = Buffer.alloc(64 * 1024)

export const startEndlessStorage = async (): Promise<EndlessStorage> => {
  const azurite = await startAzurite()
  const target = new URL(azurite.accountUrl)
  const state = { sent: 0, readers: 0 }

  const sendEndless = (response: ServerResponse): void => {
    state.readers += 1
    const source = new Readable({
      read() {
        state.sent += piece.length
        this.push(piece)
      },
    })
    response.once('close', () => {
      state.readers -= 1
      source.destroy()
    })
    response.writeHead(200, {
      'content-length': endlessLength,
      'content-type': 'image/png',
      etag: '"0x8DEAD"',
      'last-modified': new Date(0).toUTCString(),
      'x-ms-version': '2021-12-02',
      'x-ms-request-id': 'endless',
      'x-ms-blob-type': 'BlockBlob',
    })
    source.pipe(response)
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
    if (whole && /\/endless[^/?]*(?:\?(?!.*comp=)|$)/.test(incoming.url ?? '')) sendEndless(response)
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
    sent: () => state.sent,
    readers: () => state.readers,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await azurite.stop()
    },
  }
}

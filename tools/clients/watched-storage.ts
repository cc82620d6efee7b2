import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { startAzurite } from '../azurite.ts'
import type { Storage } from '../service.ts'

/** Blob storage on another host name than the service, which sees whether a client carries its token there. */
export interface WatchedStorage extends Storage {
  /** The paths that were asked for with a bearer token, which is for the service only. */
  readonly tokensAt: () => readonly string[]
  readonly stop: () => Promise<void>
}

const pass = (port: number, incoming: IncomingMessage, answer: ServerResponse): void => {
  const { method, url, headers } = incoming
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(answer)
  })
  onward.once('error', () => answer.destroy())
  answer.once('close', () => onward.destroy())
  incoming.pipe(onward)
}

export const startWatchedStorage = async (): Promise<WatchedStorage> => {
  const azurite = await startAzurite()
  const { accountName, accountKey, accountUrl } = azurite
  const target = Number(new URL(accountUrl).port)
  const seen: string[] = []
  const server = createServer((incoming, answer) => {
    if (/^bearer /i.test(incoming.headers.authorization ?? ''))
      seen.push(new URL(incoming.url ?? '/', accountUrl).pathname)
    pass(target, incoming, answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The storage has no port')
  // The service is at 127.0.0.1: another name is another host for whoever follows a redirect.
  const blobServiceUrl = `http://localhost:${address.port}/${accountName}`
  return {
    blobServiceUrl,
    blobAccountName: accountName,
    blobAccountKey: accountKey,
    blobConnectionString: `DefaultEndpointsProtocol=http;AccountName=${accountName};AccountKey=${accountKey};BlobEndpoint=${blobServiceUrl};`,
    tokensAt: () => seen,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await azurite.stop()
    },
  }
}

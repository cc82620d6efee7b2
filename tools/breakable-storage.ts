import { connect, createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { findLastingPort } from '../local/platform/ports.ts'
import { startAzurite } from './azurite.ts'
import type { Storage } from './service.ts'

/** Blob storage that can be taken away and given back, with all that is in it. */
export interface BreakableStorage extends Storage {
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
  readonly stop: () => Promise<void>
}

export const startBreakableStorage = async (): Promise<BreakableStorage> => {
  const azurite = await startAzurite()
  const target = Number(new URL(azurite.accountUrl).port)
  const open = new Set<Socket>()
  const pass = (socket: Socket): void => {
    const onward = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  }
  let server: Server | undefined
  const listen = async (port: number): Promise<number> => {
    server = createServer(pass).listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('No port')
    return address.port
  }
  const down = async (): Promise<void> => {
    const closing = server
    server = undefined
    closing?.close()
    for (const socket of open) socket.destroy()
    if (closing?.listening) await once(closing, 'close')
  }
  // It is left and taken again, so no connection may get it meanwhile.
  const port = await listen(await findLastingPort())
  const blobServiceUrl = `http://127.0.0.1:${port}/${azurite.accountName}`
  return {
    blobServiceUrl,
    blobAccountName: azurite.accountName,
    blobAccountKey: azurite.accountKey,
    blobConnectionString: `DefaultEndpointsProtocol=http;AccountName=${azurite.accountName};AccountKey=${azurite.accountKey};BlobEndpoint=${blobServiceUrl};`,
    down,
    up: async () => {
      await listen(port)
    },
    stop: async () => {
      await down()
      await azurite.stop()
    },
  }
}

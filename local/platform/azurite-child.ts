import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BlobServerFactory } from 'azurite/dist/src/blob/BlobServerFactory.js'
import { predecessorWaitMs } from './azurite-messages.ts'
import type { AzuriteMessage } from './azurite-messages.ts'
import { takeLock } from './lock.ts'
import { createMetadataFlusher } from './metadata-flusher.ts'
import { loopback } from './ports.ts'
import { hasCode } from './private-file.ts'

/**
 * Azurite as a process of its own, in a session of its own. Whether the service ends by Ctrl-C or by `kill -9`, this
 * process only sees its channel close: it finishes its requests, saves its metadata and ends.
 */
const lastRequestsMs = 3000

const tell = async (message: AzuriteMessage): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (process.send === undefined) resolve()
  else process.send(message, () => resolve())
  await promise
}

const fail = async (cause: 'PortTaken' | 'FolderTaken'): Promise<never> => {
  await tell({ type: 'failed', cause })
  process.exit(1)
}

const [folder, portText] = process.argv.slice(2)
if (folder === undefined || portText === undefined) throw new Error('Usage: azurite-child.ts <folder> <port>')

const lock = takeLock(join(folder, 'lock'), predecessorWaitMs)
if (lock === undefined) await fail('FolderTaken')

const server = await new BlobServerFactory().createServer({
  blobHost: () => loopback,
  blobPort: () => Number(portText),
  blobKeepAliveTimeout: () => 60,
  location: async () => folder,
  debug: async () => undefined,
  silent: () => true,
  loose: () => false,
  skipApiVersionCheck: () => true,
  cert: () => undefined,
  key: () => undefined,
  pwd: () => undefined,
  oauth: () => undefined,
  disableProductStyleUrl: () => true,
  inMemoryPersistence: () => false,
  extentMemoryLimit: () => undefined,
})
try {
  await server.start()
} catch (error) {
  if (!hasCode(error, 'EADDRINUSE')) throw error
  await fail('PortTaken')
}

// Extents first, so that no blob is ever on disk before the record of where its bytes lie.
const flusher = createMetadataFlusher([server.extentMetadataStore.db, server.metadataStore.db], (error) =>
  console.error('Blob storage: its metadata could not be saved; trying again.', error),
)
flusher.start()

const finish = async (): Promise<void> => {
  server.httpServer.close()
  await Promise.race([once(server.httpServer, 'close'), wait(lastRequestsMs)])
  server.httpServer.closeAllConnections()
  await flusher.stop()
  await server.close()
  lock?.release()
  process.exit(0)
}

let closing: Promise<void> | undefined
const close = (): Promise<void> => (closing ??= finish())

process.on('SIGINT', () => undefined)
process.once('SIGTERM', () => void close())
if (process.connected) {
  process.once('disconnect', () => void close())
  await tell({ type: 'ready' })
} else {
  await close()
}

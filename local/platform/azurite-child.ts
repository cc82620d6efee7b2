import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BlobServerFactory } from 'azurite/dist/src/blob/BlobServerFactory.js'
import { type AzuriteMessage, PREDECESSOR_WAIT_MS } from './azurite-messages.ts'
import { takeLock } from './lock.ts'
import { MetadataFlusher } from './metadata-flusher.ts'
import { LOOPBACK } from './ports.ts'
import { hasCode } from './private-file.ts'

/**
 * Azurite as a process of its own, in a session of its own: whatever happens to the service, Ctrl-C or `kill -9`, this
 * one sees only that the channel to it closes, answers what it is answering, writes its metadata down and ends.
 */
const LAST_REQUESTS_MS = 3000

const [folder, portText] = process.argv.slice(2)
if (folder === undefined || portText === undefined) throw new Error('Usage: azurite-child.ts <folder> <port>')

const lock = takeLock(join(folder, 'lock'), PREDECESSOR_WAIT_MS)
if (lock === undefined) await fail('FolderTaken')

const server = await new BlobServerFactory().createServer({
  blobHost: () => LOOPBACK,
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
const flusher = new MetadataFlusher([server.extentMetadataStore.db, server.metadataStore.db], (error) =>
  console.error('Blob storage: its metadata could not be saved; trying again.', error),
)
flusher.start()

process.on('SIGINT', () => undefined)
process.once('SIGTERM', () => void close())
if (process.connected) {
  process.once('disconnect', () => void close())
  await tell({ type: 'ready' })
} else {
  await close()
}

let closing: Promise<void> | undefined
function close(): Promise<void> {
  closing ??= finish()
  return closing
}

async function finish(): Promise<void> {
  server.httpServer.close()
  await Promise.race([once(server.httpServer, 'close'), wait(LAST_REQUESTS_MS)])
  server.httpServer.closeAllConnections()
  await flusher.stop()
  await server.close()
  lock?.release()
  process.exit(0)
}

async function fail(cause: 'PortTaken' | 'FolderTaken'): Promise<never> {
  await tell({ type: 'failed', cause })
  process.exit(1)
}

function tell(message: AzuriteMessage): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (process.send === undefined) resolve()
  else process.send(message, () => resolve())
  return promise
}

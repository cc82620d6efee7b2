import './private-umask.ts'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BlobServerFactory } from 'azurite/dist/src/blob/BlobServerFactory.js'
import { predecessorWaitMs } from './azurite-messages.ts'
import type { AzuriteMessage } from './azurite-messages.ts'
import { takeLock } from './lock.ts'
import type { Lock } from './lock.ts'
import { createMetadataFlusher } from './metadata-flusher.ts'
import { loopback } from './ports.ts'
import { explainFileError, hasCode } from '../host/file-failure.ts'
import { isStartError } from '../host/start-error.ts'
import { allowFullDisk } from './allow-full-disk.ts'
import { checkMetadata } from './check-metadata.ts'
import { guardProcess } from '../host/guard-process.ts'
import { refuseWritesWhile } from './refuse-writes.ts'

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

const endWith = async (message: AzuriteMessage): Promise<never> => {
  await tell(message)
  process.exit(1)
}

/** Ends with a sentence for the operator, if the error has one. */
const refuse = async (error: unknown): Promise<never> => {
  if (!isStartError(error)) throw error
  return endWith({ type: 'refused', sentence: error.message })
}

guardProcess((_level, _category, message, error) => console.error(`Blob storage: ${message}`, error))

const [folder, portText] = process.argv.slice(2)
if (folder === undefined || portText === undefined) throw new Error('Usage: azurite-child.ts <folder> <port>')

const openFolder = async (): Promise<Lock> => {
  try {
    const lock = takeLock(join(folder, 'lock'), predecessorWaitMs)
    if (lock === undefined) return await endWith({ type: 'failed', cause: 'FolderTaken' })
    await checkMetadata(folder)
    return lock
  } catch (error) {
    return refuse(error)
  }
}
const lock = await openFolder()

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
const databases = [server.extentMetadataStore.db, server.metadataStore.db]
const saveAgain = databases.map(allowFullDisk)
try {
  await server.start()
} catch (error) {
  if (hasCode(error, 'EADDRINUSE')) await endWith({ type: 'failed', cause: 'PortTaken' })
  const sentence = explainFileError(error, folder)
  if (sentence === undefined) throw error
  await endWith({ type: 'refused', sentence })
}
for (const restore of saveAgain) restore()

// Extents first, so that no blob is ever on disk before the record of where its bytes lie.
const flusher = createMetadataFlusher(
  databases,
  (error) =>
    console.error(
      `Blob storage: ${folder} can't be written; writes are refused until it can. Free disk space. ${String(error)}`,
    ),
  () => console.error('Blob storage: its folder can be written again.'),
)
flusher.start()
refuseWritesWhile(server.httpServer, flusher.isFailing)

const finish = async (): Promise<void> => {
  server.httpServer.close()
  await Promise.race([once(server.httpServer, 'close'), wait(lastRequestsMs)])
  server.httpServer.closeAllConnections()
  try {
    await flusher.stop()
    await server.close()
  } catch (error) {
    console.error(`Blob storage: its last changes could not be saved: ${String(error)}`)
    process.exit(1)
  }
  lock.release()
  process.exit(0)
}

let closing: Promise<void> | undefined
const close = (): Promise<void> => (closing ??= finish())
/** `finish` handles the errors of its saves; any other one must not leave the process behind. */
const closeOnEvent = (): void => {
  close().catch((error: unknown) => {
    console.error('Blob storage: it could not be closed.', error)
    process.exit(1)
  })
}

process.on('SIGINT', () => undefined)
process.once('SIGTERM', closeOnEvent)
if (process.connected) {
  process.once('disconnect', closeOnEvent)
  await tell({ type: 'ready' })
} else {
  await close()
}

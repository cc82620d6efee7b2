import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob'
import { errorMessage } from '../host/log.ts'
import { hasEnded, startAzurite, stopAzurite } from './azurite-process.ts'
import { type BlobAccount, blobServiceUrl } from './blob-account.ts'

export const EXPORT_CONTAINER = 'etiquette-exports'
export const IMAGE_CONTAINER = 'images'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
/** One that served for this long is not failing at its start: the next pause is the first again. */
const STABLE_MS = 60_000

export interface BlobStorage {
  account: BlobAccount
  close(): Promise<void>
}

/** Runs Azurite for as long as it is not closed: when its process dies, another takes its place on the same port. */
export async function startBlobStorage(
  folder: string,
  account: BlobAccount,
  warn: (message: string) => void,
): Promise<BlobStorage> {
  await mkdir(folder, { recursive: true })
  let child = await startAzurite(folder, account)
  try {
    await createContainers(account)
  } catch (error) {
    await stopAzurite(child)
    throw error
  }
  const closing = new AbortController()
  const { signal } = closing

  const supervise = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MS
    while (!signal.aborted) {
      const began = Date.now()
      if (!hasEnded(child)) await unlessClosing(once(child, 'exit', { signal }))
      if (signal.aborted) return
      if (Date.now() - began > STABLE_MS) pause = FIRST_PAUSE_MS
      warn(`Azurite ended (${child.signalCode ?? `exit status ${child.exitCode}`}); starting it again.`)
      await unlessClosing(wait(pause, undefined, { signal }))
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      if (!signal.aborted) await restart()
    }
  }
  const restart = async (): Promise<void> => {
    try {
      child = await startAzurite(folder, account)
      warn('Azurite serves again.')
    } catch (error) {
      warn(`Azurite could not be started: ${errorMessage(error)}`)
    }
  }

  const supervision = supervise()
  return {
    account,
    close: async () => {
      closing.abort()
      await supervision
      await stopAzurite(child)
    },
  }
}

async function unlessClosing(waiting: Promise<unknown>): Promise<void> {
  try {
    await waiting
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
  }
}

/** Containers are infrastructure: in Azure the deployment makes them, here this does. */
async function createContainers(account: BlobAccount): Promise<void> {
  const credential = new StorageSharedKeyCredential(account.name, account.key)
  const service = new BlobServiceClient(blobServiceUrl(account), credential)
  for (const name of [EXPORT_CONTAINER, IMAGE_CONTAINER]) {
    await service.getContainerClient(name).createIfNotExists()
  }
}

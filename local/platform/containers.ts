import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob'
import type { StorageAccount } from './blob-account.ts'
import { allowOrigins } from './storage-cors.ts'
import { explainStorageError } from './storage-failure.ts'

export const exportContainer = 'etiquette-exports'
export const renditionContainer = 'etiquette-renditions'
export const imageContainer = 'images'

/** What the service itself writes to. */
export const serviceContainers: readonly string[] = [renditionContainer, exportContainer]

interface CreateOptions {
  readonly maxTries?: number
  readonly signal?: AbortSignal
}

/** Containers are infrastructure: in Azure the deployment makes them. */
export const createContainers = async (
  { serviceUrl, name, key }: StorageAccount,
  names: readonly string[],
  { maxTries = 4, signal }: CreateOptions = {},
): Promise<void> => {
  const credential = new StorageSharedKeyCredential(name, key)
  const service = new BlobServiceClient(serviceUrl, credential, { retryOptions: { maxTries } })
  const options = signal ? { abortSignal: signal } : {}
  for (const one of names) {
    const container = service.getContainerClient(one)
    // A full disk refuses the creation of a container, also of one that exists.
    if (!(await container.exists(options))) await container.createIfNotExists(options)
  }
}

const deadlineMs = 5000
const againMs = 5000

/**
 * Makes the containers of the service in storage that the platform does not start. Storage that is down does not hold up the
 * start: a line says so, and they are made once it answers.
 * @returns Ends the attempts.
 */
export const keepServiceContainers = async (
  account: StorageAccount,
  origins: string,
  warn: (message: string) => void,
): Promise<() => void> => {
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let failed = false
  const attempt = async (): Promise<void> => {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(deadlineMs)])
    try {
      await createContainers(account, serviceContainers, { maxTries: 1, signal })
      await allowOrigins(account, { origins, keepOthers: true, signal })
      if (failed) warn(`The containers ${serviceContainers.join(' and ')} are there now.`)
    } catch (error) {
      if (closing.signal.aborted) return
      if (!failed)
        warn(
          `The containers ${serviceContainers.join(' and ')} could not be made, and exports fail until they are there. ` +
            explainStorageError(error, account.serviceUrl),
        )
      failed = true
      timer = setTimeout(() => void attempt(), againMs).unref()
    }
  }
  await attempt()
  return () => {
    closing.abort()
    clearTimeout(timer)
  }
}

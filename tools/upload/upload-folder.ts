import { BlobServiceClient, RestError, StorageSharedKeyCredential } from '@azure/storage-blob'
import type { ContainerClient } from '@azure/storage-blob'
import { createContainers } from '../../local/platform/containers.ts'
import { explainStorageError } from '../../local/platform/storage-failure.ts'
import type { LocalStorage } from '../local-storage.ts'
import { UsageError } from '../run-command.ts'
import { explainBrokenListing } from './broken-listing.ts'
import { explainReadError, isFileError } from './file-problem.ts'
import { ListingFailed, readKnownFiles } from './known-files.ts'
import type { Report } from './report.ts'
import { FileRefused, sendFile } from './send-file.ts'
import type { Found } from './walk-folder.ts'

const atOnce = 16
/** So many files in a row that storage does not take: it is storage, not the files. */
const maxInARow = 2 * atOnce
const maxTries = 4

const openContainer = (
  { serviceUrl, name, key }: LocalStorage,
  container: string,
  tries = maxTries,
): ContainerClient =>
  new BlobServiceClient(serviceUrl, new StorageSharedKeyCredential(name, key), {
    retryOptions: { maxTries: tries, retryDelayInMs: 500, maxRetryDelayInMs: 5000 },
  }).getContainerClient(container)

const isUnreachable = (error: unknown): boolean =>
  error instanceof RestError && error.statusCode === undefined

const explain = (error: unknown, serviceUrl: string): string => {
  if (error instanceof FileRefused) return error.message
  return isFileError(error) ? explainReadError(error) : explainStorageError(error, serviceUrl)
}

interface Upload {
  readonly storage: LocalStorage
  readonly container: string
  readonly files: AsyncGenerator<Found, void, undefined>
  readonly report: Report
  /** Ends the upload after the files that are being sent. */
  readonly stopping: () => boolean
}

/**
 * Copies files to a container, which is made if it is not there. Files that are there with the same content are not sent
 * again; a file that fails does not stop the others.
 * @throws UsageError if storage does not answer or refuses everything
 */
export const uploadFiles = async ({ storage, container, files, report, stopping }: Upload): Promise<void> => {
  const target = openContainer(storage, container)
  const { serviceUrl } = storage
  const giveUp = (cause: unknown): UsageError =>
    new UsageError(
      `${explainStorageError(cause, serviceUrl)}\nThe same command goes on where this one stopped.`,
      { cause },
    )
  const explainListing = async (error: unknown): Promise<UsageError> => {
    if (!(error instanceof ListingFailed)) return giveUp(error)
    const broken = await explainBrokenListing({
      container: openContainer(storage, container, 1),
      failure: error,
      files,
    })
    return broken === undefined ? giveUp(error.cause) : new UsageError(broken, { cause: error })
  }
  const known = await readKnownFiles(target).catch(async (error: unknown) => {
    throw await explainListing(error)
  })
  let made: Promise<void> | undefined
  let inARow = 0

  const copy = async (found: Extract<Found, { kind: 'File' }>): Promise<void> => {
    try {
      made ??= createContainers(storage, [container])
      await made
    } catch (error) {
      throw giveUp(error)
    }
    try {
      const sent = await sendFile(target.getBlockBlobClient(found.path), known, found)
      inARow = 0
      report.copied(found, sent)
    } catch (error) {
      const isFault = !isFileError(error) && !(error instanceof FileRefused)
      if (isFault) inARow += 1
      if (isFault && (isUnreachable(error) || inARow >= maxInARow)) throw giveUp(error)
      report.failed(found.path, explain(error, serviceUrl))
    }
  }

  const ending = new AbortController()
  const work = async (): Promise<void> => {
    while (!ending.signal.aborted && !stopping()) {
      const next = await files.next()
      if (next.done) return
      const found = next.value
      if (found.kind === 'File') await copy(found)
      else if (found.kind === 'Failed') report.failed(found.path, found.reason)
      else report.leftOut(found.path, found.reason)
    }
  }
  const results = await Promise.allSettled(
    Array.from({ length: atOnce }, () =>
      work().catch((error: unknown) => {
        ending.abort()
        throw error
      }),
    ),
  )
  await files.return()
  const broken = results.find((result) => result.status === 'rejected')
  if (broken) throw broken.reason
}

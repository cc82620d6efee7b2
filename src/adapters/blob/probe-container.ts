import { isDomainError, type DomainError } from '../../domain/core/errors.ts'
import type { BlobSource } from '../../domain/ports/blobs.ts'
import type { Millis } from '../../domain/core/time.ts'
import type { BlobAccess } from './access.ts'
import { refusalOf } from './file-refusal.ts'

export interface ProbedContainer {
  readonly list: BlobSource['list']
  /** Rejects also for a file that storage refuses for itself. */
  readonly read: (path: string, part: { offset: number; count: number }) => Promise<unknown>
}

/** Names on the list pages: a container with a hierarchy can begin with thousands of folders. */
const pageSizes = [20, 500, 5000]
const maxFiles = 20
const maxTime: Millis = 20_000

/** Storage judges the credential before it looks for the file. */
const noFile = 'etiquette/is-reading-allowed'

/** Whether reading one file shows that the credential can read; the error if it shows the contrary, or nothing. */
const tryFile = async (read: ProbedContainer['read'], path: string): Promise<DomainError | undefined> => {
  try {
    await read(path, { offset: 0, count: 1 })
    return undefined
  } catch (error) {
    // A file that was deleted after the listing, is archived or needs another key: reading was allowed.
    if (isDomainError(error, 'BlobNotFound')) return undefined
    const refusal = refusalOf(error)
    if (!refusal || !isDomainError(error)) throw error
    return refusal.certain ? undefined : error
  }
}

/** @returns True if a file shows that the credential can read, false if there are no files. */
const tryFiles = async ({ list, read }: ProbedContainer): Promise<boolean> => {
  const startedAt = performance.now()
  let failure: DomainError | undefined
  let tried = 0
  let continuation: string | undefined
  for (const pageSize of pageSizes) {
    const listed = await list({
      prefix: '',
      pageSize,
      ...(continuation === undefined ? {} : { continuation }),
    })
    for (const { path } of listed.blobs) {
      if (tried >= maxFiles || performance.now() - startedAt > maxTime) break
      tried += 1
      const error = await tryFile(read, path)
      if (error === undefined) return true
      failure ??= error
    }
    continuation = listed.continuation
    if (continuation === undefined || tried >= maxFiles || performance.now() - startedAt > maxTime) break
  }
  if (failure !== undefined) throw failure
  return false
}

/**
 * Resolves if the credential can list the container and read a file. It goes on to the first readable file, within limits,
 * as single files may be refused for themselves. A container without files passes, if a SAS token may read.
 * @throws DomainError `DatastoreUnreachable`, `DatastoreUnavailable`: the container does not answer, or gives none of the
 * tried files
 */
export const probeContainer = async (container: ProbedContainer, access: BlobAccess): Promise<void> => {
  const readable = await tryFiles(container)
  if (readable || access.type !== 'Sas') return
  const error = await tryFile(container.read, noFile)
  if (error !== undefined) throw error
}

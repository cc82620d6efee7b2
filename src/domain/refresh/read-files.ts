import { datastoreFailureCodes, isDomainError } from '../core/errors.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { ItemId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import type { ReadImageHeader } from '../model/files/image-header.ts'
import { measureImage, type Measured } from '../model/files/measure-image.ts'
import type { BlobEntry, BlobSource } from '../ports/blobs.ts'
import type { Deps } from '../ports/deps.ts'
import type { Log } from '../ports/log.ts'
import { hashFile } from './hash-file.ts'

export type ReadDeps = Pick<Deps, 'now'> & { readonly readImageHeader: ReadImageHeader; readonly log: Log }

/** A file to read, of this item. */
export type FileToRead = Pick<BlobEntry, 'path' | 'size' | 'etag'> & { readonly id: ItemId }

const headersAtOnce = 32
const contentsAtOnce = 8
/** No read begins later, so that a slow storage cannot hold a step for longer than its host lets it run. */
const readTime: Millis = 60_000

interface Reading<T> {
  readonly atOnce: number
  /** For the log, if some files could not be read. */
  readonly complaint: string
  /** No result if the file could not be read now. */
  readonly read: (file: FileToRead) => Promise<T | undefined>
}

/** The results by item. A file without one could not be read now; one such file does not stop the others. */
const readEach = async <T>(
  { now, log }: ReadDeps,
  files: readonly FileToRead[],
  { atOnce, complaint, read }: Reading<T>,
): Promise<ReadonlyMap<ItemId, T>> => {
  const until = now() + readTime
  const results = new Map<ItemId, T>()
  let failure: unknown
  await forEachBounded(files, atOnce, async (file) => {
    if (now() >= until) return
    try {
      const result = await read(file)
      if (result !== undefined) results.set(file.id, result)
    } catch (error) {
      if (!isDomainError(error, ...datastoreFailureCodes)) throw error
      failure = error
    }
  })
  const left = files.length - results.size
  const because = failure === undefined ? {} : { error: failure }
  if (left > 0) log('Warning', complaint, { left, of: files.length, ...because })
  return results
}

/**
 * What a failure of storage says about a file. `Nothing`: another try may succeed. `Failed`: the file is unreadable if storage
 * fails for this file alone. `Any`: also if storage is too busy for this file, while its container answers.
 */
export type Verdict = 'Nothing' | 'Failed' | 'Any'

const failed: Measured = { problem: 'Unreadable', unreadable: 'Failed' }

/**
 * Reads the headers of images, for at most a minute and some seconds. A file without one could not be read now.
 * @param verdictOn What a failure says about this file, by its earlier tries.
 */
export const measureFiles = (
  deps: ReadDeps,
  source: BlobSource,
  files: readonly FileToRead[],
  verdictOn: (file: FileToRead) => Verdict,
): Promise<ReadonlyMap<ItemId, Measured | 'Missing'>> => {
  let listing: Promise<unknown> | undefined
  const askContainer = () => (listing ??= source.list({ prefix: '', pageSize: 1 }))
  return readEach(deps, files, {
    atOnce: headersAtOnce,
    complaint: 'Image headers could not be read; the next refresh reads them',
    read: async (file) => {
      try {
        const measured = await measureImage(source, deps.readImageHeader, file)
        const hasFailed = measured !== 'Missing' && measured.unreadable === 'Failed'
        return hasFailed && verdictOn(file) === 'Nothing' ? undefined : measured
      } catch (error) {
        if (verdictOn(file) !== 'Any' || !isDomainError(error, 'DatastoreUnavailable')) throw error
        await askContainer()
        return failed
      }
    },
  })
}

/**
 * Reads the MD5s of whole files, for at most a minute and some seconds. A file without a result could not be read now, or is
 * no longer as it was listed.
 */
export const hashFiles = (
  deps: ReadDeps,
  source: BlobSource,
  files: readonly FileToRead[],
): Promise<ReadonlyMap<ItemId, string>> =>
  readEach(deps, files, {
    atOnce: contentsAtOnce,
    complaint: 'Files could not be compared with their items; the next full refresh compares them',
    read: (file) => hashFile(source, file),
  })

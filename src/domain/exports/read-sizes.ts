import {
  datastoreFailureCodes,
  isDomainError,
  passingCodes,
  type DomainError,
  type ErrorCode,
} from '../core/errors.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import { datastoreName } from '../core/ids.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import type { ReadImageHeader } from '../model/files/image-header.ts'
import { measureImage, type Measured } from '../model/files/measure-image.ts'
import { openSource } from '../model/files/open-files.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { Deps } from '../ports/deps.ts'

/** The header of a file, or the error with which reading it failed. */
export type ReadSize = { readonly measured: Measured } | { readonly failed: DomainError }

export type SizeDeps = Pick<Deps, 'store' | 'blobs'> & { readonly readImageHeader: ReadImageHeader }

type File = Pick<ItemDocument, 'id' | 'path' | 'file'>

/** Reads the missing headers of items for one step of an export. Each read stands for itself. */
export interface SizeReader {
  read(items: readonly File[]): Promise<ReadonlyMap<string, ReadSize>>
}

const readsAtOnce = 16
/** Reads of a file, if the failures may pass by themselves. The adapter waits between its own attempts. */
const rounds = 3
/** After so many failures in a row the datastore does not answer, and no other file of the step is read. */
const mostFailures = 48

/** A file that was deleted since the last refresh. */
const unreadable: Measured = { problem: 'Unreadable' }

const failures: readonly ErrorCode[] = ['DatastoreNotFound', ...datastoreFailureCodes]

/** True if the failure may pass by itself. */
export const isPassing = (error: DomainError): boolean => isDomainError(error, ...passingCodes)

const attempt = async <T>(
  run: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly failed: DomainError }> => {
  try {
    return { value: await run() }
  } catch (error) {
    if (isDomainError(error, ...failures)) return { failed: error }
    throw error
  }
}

export const createSizeReader = (
  deps: SizeDeps,
  { datastore }: Pick<ExportPlan, 'datastore'>,
): SizeReader => {
  let opened: BlobSource | undefined
  let failedInRow = 0
  let lastFailure: DomainError | undefined

  const readOne = async ({ path, file }: File): Promise<ReadSize> => {
    if (lastFailure && failedInRow >= mostFailures) return { failed: lastFailure }
    const result = await attempt(async () => {
      opened ??= await openSource(deps, datastoreName.parse(datastore))
      const measured = await measureImage(opened, deps.readImageHeader, { path, size: file.size })
      return measured === 'Missing' ? unreadable : measured
    })
    if ('value' in result) {
      failedInRow = 0
      return { measured: result.value }
    }
    failedInRow += 1
    lastFailure = result.failed
    return result
  }

  return {
    read: async (items) => {
      const results = new Map<string, ReadSize>()
      let left = items
      for (let round = 0; round < rounds && left.length > 0; round += 1) {
        await forEachBounded(left, readsAtOnce, async (item) => {
          results.set(item.id, await readOne(item))
        })
        left = left.filter(({ id }) => {
          const result = results.get(id)
          return result !== undefined && 'failed' in result && isPassing(result.failed)
        })
      }
      return results
    },
  }
}

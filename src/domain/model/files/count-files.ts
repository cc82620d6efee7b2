import type { Deps } from '../../ports/deps.ts'
import type { Millis } from '../../core/time.ts'
import { openFiles, type FileChoice } from './open-files.ts'

export interface CountLimits {
  /** The most list pages, of at most 5 000 names each. */
  readonly pages: number
  readonly time: Millis
  /** Counting stops at this many files. */
  readonly fileLimit?: number
}

export const usualCountLimits: CountLimits = { pages: 100, time: 10_000 }

/**
 * Counts the chosen files from a listing, within limits so that a request can wait for the result.
 * @returns The number of chosen files; a lower bound if `complete` is false.
 * @throws DomainError `DatastoreNotFound`, `DatastoreUnreachable`
 */
export const countFiles = async (
  deps: Pick<Deps, 'store' | 'blobs' | 'now'>,
  choice: FileChoice,
  limits: CountLimits = usualCountLimits,
): Promise<{ readonly count: number; readonly complete: boolean }> => {
  const files = await openFiles(deps, choice)
  const until = deps.now() + limits.time
  let count = 0
  let continuation: string | undefined
  const { pages, fileLimit = Infinity } = limits
  for (let page = 0; page < pages && count < fileLimit && (page === 0 || deps.now() < until); page += 1) {
    const listed = await files.list(continuation)
    count += listed.blobs.filter(files.isChosen).length
    continuation = listed.continuation
    if (continuation === undefined) return { count, complete: true }
  }
  return { count, complete: false }
}

import type { Deps } from '../../ports/deps.ts'
import type { Millis } from '../../core/time.ts'
import { noFiles, type FileTally } from './file-report.ts'
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
 * @returns The files that match and were chosen or left out; lower bounds if `complete` is false.
 * @throws DomainError `DatastoreNotFound`, `DatastoreUnreachable`, `DatastoreUnavailable`
 */
export const countFiles = async (
  deps: Pick<Deps, 'store' | 'blobs' | 'now'>,
  choice: FileChoice,
  limits: CountLimits = usualCountLimits,
): Promise<{ readonly files: FileTally; readonly complete: boolean }> => {
  const source = await openFiles(deps, choice)
  const until = deps.now() + limits.time
  let files = noFiles
  let continuation: string | undefined
  const { pages, fileLimit = Infinity } = limits
  for (
    let page = 0;
    page < pages && files.chosen < fileLimit && (page === 0 || deps.now() < until);
    page += 1
  ) {
    const listed = await source.list(continuation)
    ;({ files } = source.choose(listed.blobs, files))
    continuation = listed.continuation
    if (continuation === undefined) return { files, complete: true }
  }
  return { files, complete: false }
}

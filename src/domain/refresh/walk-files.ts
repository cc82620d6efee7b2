import type { Now } from '../core/time.ts'
import { isDomainError } from '../core/errors.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { OpenFiles } from '../model/files/open-files.ts'

/** How far a walk through a listing has come; small, because it is kept in the orchestration's history. */
export interface WalkPosition {
  readonly continuation?: string | undefined
  /** The last name seen. */
  readonly after?: string | undefined
  /** Chosen files seen. */
  readonly done: number
}

export interface FileListPage {
  readonly chosen: readonly BlobEntry[]
  readonly all: readonly BlobEntry[]
  /**
   * The names of this page are after this one; all of them if undefined. Where storage orders names otherwise than the
   * store does, ranges may overlap, but together they still cover every name: they lead from the first to the last.
   */
  readonly after: string | undefined
  /** And not after this one; undefined on the last page, which goes to the end. */
  readonly until: string | undefined
  readonly done: number
}

const pagesPerStep = 8
const stepTime = 10_000

const transient = ['DatastoreUnreachable', 'ServiceUnavailable', 'TooManyRequests'] as const

/**
 * Visits some pages of the listing in name order, reading the next while one is worked on.
 * When a page fails after others succeeded it ends there, so that a retry begins at that page.
 * @returns Where to go on; without a continuation it has come to the end.
 */
export const walkFiles = async (
  files: OpenFiles,
  from: WalkPosition,
  now: Now,
  visit: (page: FileListPage) => Promise<void>,
): Promise<WalkPosition> => {
  const until = now() + stepTime
  let position = from
  let page = await files.list(from.continuation)
  for (let count = 1; ; count += 1) {
    const { blobs, continuation } = page
    const chosen = blobs.filter(files.isChosen)
    const last = blobs.at(-1)?.path ?? position.after
    const next: WalkPosition = { continuation, after: last, done: position.done + chosen.length }
    const isLast = count === pagesPerStep || now() >= until
    try {
      const [following] = await Promise.all([
        continuation === undefined || isLast ? undefined : files.list(continuation),
        visit({
          chosen,
          all: blobs,
          after: position.after,
          until: continuation === undefined ? undefined : last,
          done: next.done,
        }),
      ])
      position = next
      if (!following) return position
      page = following
    } catch (error) {
      if (count === 1 || !isDomainError(error, ...transient)) throw error
      return position
    }
  }
}

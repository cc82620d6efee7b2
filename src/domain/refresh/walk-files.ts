import type { Millis, Now } from '../core/time.ts'
import { isDomainError, passingCodes } from '../core/errors.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { OpenFiles } from '../model/files/open-files.ts'

/** The progress of a walk through a listing. Small, because the history of the orchestration stores it. */
export interface WalkPosition {
  readonly continuation?: string | undefined
  /** The last listed name. */
  readonly after?: string | undefined
  /** The number of chosen files so far. */
  readonly done: number
  /** When storage listed the first list page, by its own clock; undefined if it does not tell. */
  readonly listedAt?: Millis | undefined
}

/** A list page of files, with its range of names. */
export interface FileListPage {
  readonly chosen: readonly BlobEntry[]
  readonly all: readonly BlobEntry[]
  /**
   * The exclusive lower end of the range; undefined on the first list page. If storage orders names differently from the
   * store, ranges may overlap, but together they still cover every name.
   */
  readonly after: string | undefined
  /** The inclusive upper end of the range; undefined on the last list page. */
  readonly until: string | undefined
  readonly done: number
}

const pagesPerStep = 8
const stepTime = 10_000

const transient = ['DatastoreUnreachable', ...passingCodes] as const

/**
 * Visits some list pages in name order, and reads the next one during each visit.
 * If a visit fails after others succeeded, the walk ends there without an error, so that a retry starts at that list page.
 * @returns The position for the next walk; without a continuation the listing is complete.
 */
export const walkFiles = async (
  files: OpenFiles,
  from: WalkPosition,
  now: Now,
  visit: (listPage: FileListPage) => Promise<void>,
): Promise<WalkPosition> => {
  const until = now() + stepTime
  let position = from
  let listPage = await files.list(from.continuation)
  const listedAt = from.continuation === undefined ? listPage.listedAt : from.listedAt
  for (let count = 1; ; count += 1) {
    const { blobs, continuation } = listPage
    const chosen = blobs.filter(files.isChosen)
    const last = blobs.at(-1)?.path ?? position.after
    const next: WalkPosition = { continuation, after: last, done: position.done + chosen.length, listedAt }
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
      listPage = following
    } catch (error) {
      if (count === 1 || !isDomainError(error, ...transient)) throw error
      return position
    }
  }
}

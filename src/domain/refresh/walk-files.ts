import type { DatastoreName } from '../core/ids.ts'
import { datastoreFailureCodes, isDomainError } from '../core/errors.ts'
import type { Millis, Now } from '../core/time.ts'
import { addChanges, noChanges, type FileChanges } from '../model/files/file-changes.ts'
import { noFiles, type FileTally } from '../model/files/file-report.ts'
import type { OpenFiles } from '../model/files/open-files.ts'
import { itemIdOf } from '../model/items/segment.ts'
import type { BlobEntry, BlobListPage } from '../ports/blobs.ts'
import type { FileEffects } from './file-effects.ts'
import { stepTime } from '../model/operations/step-time.ts'
import { addName, addNameSums, type NameSum } from './name-sum.ts'

/** The progress of a walk through a listing. Small, because the history of the orchestration stores it. */
export interface WalkPosition {
  readonly continuation?: string | undefined
  /** The last listed name. */
  readonly after?: string | undefined
  /** When storage listed the first list page, by its own clock; undefined if it does not tell. */
  readonly listedAt?: Millis | undefined
  /** The files so far. */
  readonly files: FileTally
  /** The names of the chosen files. */
  readonly names: NameSum
  /** What the operation has changed so far. */
  readonly changes: FileChanges
  /** The names of items that the walk created or took back. */
  readonly found: NameSum
  /** Items that were not on the list page of their range; see `FileEffects`. */
  readonly absent: number
}

export const startOfWalk: WalkPosition = {
  files: noFiles,
  names: 0,
  changes: noChanges,
  found: 0,
  absent: 0,
}

/** A second walk of the same operation, which looks at all files again. The time of the first walk stays. */
export const walkAgain = ({ listedAt, changes }: WalkPosition): WalkPosition => ({
  ...startOfWalk,
  listedAt,
  changes,
})

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
}

/** What a walk does with each list page, and with the position behind it. */
export interface Walk {
  readonly datastore: DatastoreName
  readonly visit: (listPage: FileListPage) => Promise<FileEffects>
  readonly report: (position: WalkPosition) => Promise<void>
}

const pagesPerStep = 8
const visitPage = async (
  { choose }: OpenFiles,
  { datastore, visit, report }: Walk,
  from: WalkPosition,
  { blobs, continuation, listedAt }: BlobListPage,
): Promise<WalkPosition> => {
  const { chosen, files } = choose(blobs, from.files)
  const after = blobs.at(-1)?.path ?? from.after
  const until = continuation === undefined ? undefined : after
  const effects = await visit({ chosen, all: blobs, after: from.after, until })
  const position: WalkPosition = {
    continuation,
    after,
    listedAt: from.continuation === undefined ? (from.listedAt ?? listedAt) : from.listedAt,
    files,
    names: chosen.reduce((sum, { path }) => addName(sum, itemIdOf(datastore, path)), from.names),
    changes: addChanges(from.changes, effects.changes),
    found: addNameSums(from.found, effects.found),
    absent: from.absent + effects.absent,
  }
  await report(position)
  return position
}

/**
 * Visits some list pages in name order, and reads the next one during each visit.
 * If a visit fails after others succeeded, the walk ends there without an error, so that a retry starts at that list page.
 * @returns The position for the next walk; without a continuation the listing is complete.
 */
export const walkFiles = async (
  files: OpenFiles,
  from: WalkPosition,
  now: Now,
  walk: Walk,
): Promise<WalkPosition> => {
  const until = now() + stepTime
  let position = from
  let listPage = await files.list(from.continuation)
  for (let count = 1; ; count += 1) {
    const { continuation } = listPage
    const isLast = count === pagesPerStep || now() >= until
    try {
      const [following, next] = await Promise.all([
        continuation === undefined || isLast ? undefined : files.list(continuation),
        visitPage(files, walk, position, listPage),
      ])
      position = next
      if (!following) return position
      listPage = following
    } catch (error) {
      if (count === 1 || !isDomainError(error, ...datastoreFailureCodes)) throw error
      return position
    }
  }
}

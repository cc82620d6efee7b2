import { putNewest } from '../core/put-newest.ts'
import { isDomainError } from '../core/errors.ts'
import { isFresh, type Millis } from '../core/time.ts'
import { usualLater, within, type Later } from '../core/within.ts'
import { datastoreProblemOf, type DatastoreProblem } from '../model/datastores/datastore-problem.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { withProjectSource } from '../model/projects/project-source.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { Deps } from '../ports/deps.ts'

/** How long a look counts: a labeler must not wait for storage with each page, nor for a repair that is done. */
const goodFor: Millis = 30_000
const badFor: Millis = 5_000
/** The longest time that a busy storage is left alone, if it asks for it. */
const mostBadFor: Millis = 60_000
/** The longest wait of a request for a look. A storage that hangs answers to none of its calls for a minute and more. */
export const lookDeadline: Millis = 3_000
/** The longest wait of a page that is held: a storage that refuses says so in less. */
export const recallDeadline: Millis = 500
const maxDatastores = 200

/** Finds the path of any file of the project, to look at; undefined if there is none. */
type SamplePath = () => Promise<string | undefined>

/** What a look found: why the files of a project cannot be read; undefined if they can. */
type Found = DatastoreProblem | undefined

/** Looks at the datastores of pages. Requests of one process share a look, and its result for some seconds. */
export interface DatastoreWatch {
  /** What a look found that counts still; undefined if there is none. */
  known(project: ProjectDocument): { readonly problem: Found } | undefined
  /** For a new page: the look that counts, or the next one. It waits 3 seconds at most. */
  look(project: ProjectDocument, samplePath: SamplePath): Promise<Found>
  /** For a page that is held: the same, but it waits half a second at most, and is then what the last look found. */
  recall(project: ProjectDocument, samplePath: SamplePath): Promise<Found>
}

interface Look {
  readonly at: Millis
  readonly problem: Found
  readonly validFor: Millis
}

interface Datastore {
  last?: Look
  /** The look that runs, unless it is late: the next request then begins another one. */
  running?: Promise<Found> | undefined
}

const tooLate: DatastoreProblem = {
  code: 'DatastoreUnavailable',
  message: 'The storage of the datastore does not answer in time. Try again in some seconds',
}

/**
 * One request for the facts of a file, and a listing of one name if storage does not know the file or refuses it: one bad file
 * must not look like a bad datastore.
 */
const lookAt = async (source: BlobSource, path: string | undefined): Promise<void> => {
  try {
    if (path !== undefined && (await source.exists(path))) return
  } catch (error) {
    if (!isDomainError(error)) throw error
  }
  await source.list({ prefix: '', pageSize: 1 })
}

const validityOf = (problem: Found): Millis =>
  problem === undefined ? goodFor : Math.min(mostBadFor, Math.max(badFor, (problem.retryAfter ?? 0) * 1000))

export const createDatastoreWatch = (
  deps: Pick<Deps, 'store' | 'blobs' | 'now'> & { readonly later?: Later | undefined },
): DatastoreWatch => {
  const { now, later = usualLater } = deps
  const datastores = new Map<string, Datastore>()

  const find = (project: ProjectDocument): Datastore => {
    const found = datastores.get(project.datastore) ?? {}
    putNewest(datastores, project.datastore, found, maxDatastores)
    return found
  }

  const isKnown = ({ last }: Datastore): boolean =>
    last !== undefined && isFresh(now(), last.at, last.validFor)

  const note = (datastore: Datastore, problem: Found): Found => {
    datastore.last = { at: now(), problem, validFor: validityOf(problem) }
    return problem
  }

  const begin = async (project: ProjectDocument, samplePath: SamplePath): Promise<Found> => {
    const path = await samplePath()
    try {
      await withProjectSource(deps, project, (source) => lookAt(source, path))
      return undefined
    } catch (error) {
      if (!isDomainError(error)) throw error
      return datastoreProblemOf(error)
    }
  }

  const run = async (
    datastore: Datastore,
    project: ProjectDocument,
    samplePath: SamplePath,
  ): Promise<Found> => {
    const work = begin(project, samplePath)
    const running: Promise<Found> = within(lookDeadline, work, () => tooLate, later)
    datastore.running = running
    try {
      const found = await running
      if (found === tooLate) noteLate(datastore, work)
      return note(datastore, found)
    } finally {
      datastore.running = undefined
    }
  }

  /** A late answer counts if it is a good one: a late failure would hide what a later look found. */
  const noteLate = (datastore: Datastore, work: Promise<Found>): void => {
    work.then(
      (found) => (found === undefined ? note(datastore, found) : found),
      // The next look meets the same defect, and a request waits for it.
      () => undefined,
    )
  }

  const next = (datastore: Datastore, project: ProjectDocument, samplePath: SamplePath): Promise<Found> =>
    datastore.running ?? run(datastore, project, samplePath)

  return {
    known: (project) => {
      const datastore = find(project)
      return datastore.last && isKnown(datastore) ? { problem: datastore.last.problem } : undefined
    },
    look: async (project, samplePath) => {
      const datastore = find(project)
      return isKnown(datastore) ? datastore.last?.problem : next(datastore, project, samplePath)
    },
    recall: async (project, samplePath) => {
      const datastore = find(project)
      const found = datastore.last?.problem
      if (isKnown(datastore)) return found
      return within(recallDeadline, next(datastore, project, samplePath), () => found, later)
    },
  }
}

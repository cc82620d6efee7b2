import { putNewest } from '../core/put-newest.ts'
import { isDomainError } from '../core/errors.ts'
import { isFresh, type Millis } from '../core/time.ts'
import { datastoreProblemOf, type DatastoreProblem } from '../model/datastores/datastore-problem.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { withProjectSource } from '../model/projects/project-source.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { Deps } from '../ports/deps.ts'

/** How long the last look counts: a labeler must not wait for storage with each page, nor for a repair that is done. */
const goodFor: Millis = 30_000
const badFor: Millis = 5_000
const maxDatastores = 200

/**
 * Why the files of a project cannot be read, as this process found it at most 30 seconds ago; undefined if they can.
 * @param samplePath The path of any file of the project, to look at; undefined if there is none.
 */
export type DatastoreWatch = (
  project: ProjectDocument,
  samplePath: () => Promise<string | undefined>,
) => Promise<DatastoreProblem | undefined>

interface Look {
  /** Undefined while it runs. */
  readonly at?: Millis
  readonly problem: Promise<DatastoreProblem | undefined>
  readonly validFor: Millis
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

/** Looks at the datastores of pages. Requests of one process share a look, and its result for some seconds. */
export const createDatastoreWatch = (deps: Pick<Deps, 'store' | 'blobs' | 'now'>): DatastoreWatch => {
  const looks = new Map<string, Look>()

  const look = async (
    project: ProjectDocument,
    samplePath: () => Promise<string | undefined>,
  ): Promise<DatastoreProblem | undefined> => {
    const path = await samplePath()
    try {
      await withProjectSource(deps, project, (source) => lookAt(source, path))
      return undefined
    } catch (error) {
      if (!isDomainError(error)) throw error
      return datastoreProblemOf(error)
    }
  }

  return async (project, samplePath) => {
    const name = project.datastore
    const last = looks.get(name)
    if (last && (last.at === undefined || isFresh(deps.now(), last.at, last.validFor))) return last.problem
    const problem = look(project, samplePath)
    putNewest(looks, name, { problem, validFor: 0 }, maxDatastores)
    try {
      const found = await problem
      const done = { at: deps.now(), problem, validFor: found ? badFor : goodFor }
      putNewest(looks, name, done, maxDatastores)
      return found
    } catch (error) {
      looks.delete(name)
      throw error
    }
  }
}

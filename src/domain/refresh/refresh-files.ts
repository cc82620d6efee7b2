import type { Deps } from '../ports/deps.ts'
import type { Millis } from '../core/time.ts'
import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { applyFiles } from './apply-files.ts'
import { findMissing } from './find-missing.ts'
import { openFiles } from '../model/files/open-files.ts'
import { walkFiles, type ListedPage, type Position } from './walk-files.ts'

export interface Pass {
  /** Only files that changed since then are looked at; all of them if undefined. */
  readonly since?: Millis | undefined
  /** Compares every item with its file, and so finds out which files are gone, too. */
  readonly full: boolean
}

const refreshPage = async (
  deps: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  source: BlobSource,
  { since, full }: Pass,
  page: ListedPage,
): Promise<void> => {
  const settled = full ? await findMissing(deps, project, source, page) : new Set<string>()
  const entries = page.chosen.filter(
    ({ path, lastModified }) => !settled.has(path) && (since === undefined || lastModified >= since),
  )
  await applyFiles(deps, project, entries)
}

/**
 * One step of a refresh: some pages of names, and what changed among them.
 * @throws WorkStopped, DomainError `DatastoreUnreachable`, `ServiceUnavailable`
 */
export const refreshFiles =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'>) =>
  async (id: string, pass: Pass, from: Position): Promise<Position> => {
    const { project } = await openWork(deps.store, id, 'refresh')
    const files = await openFiles(deps, project.document)
    return walkFiles(files, from, deps.now, async (page) => {
      const current = await openWork(deps.store, id, 'refresh')
      await refreshPage(deps, current.project.document, files.source, pass, page)
      await progressOperation(deps, id, { done: page.done })
    })
  }

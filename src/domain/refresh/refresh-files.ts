import type { Deps } from '../ports/deps.ts'
import type { Millis } from '../core/time.ts'
import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { BlobSource } from '../ports/blobs.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { applyFiles } from './apply-files.ts'
import { findMissing } from './find-missing.ts'
import { openFiles } from '../model/files/open-files.ts'
import { walkFiles, type FileListPage, type WalkPosition } from './walk-files.ts'

export interface RefreshPass {
  /** The pass covers files that changed since this time; all files if undefined. */
  readonly since?: Millis | undefined
  /** A full pass compares every item with its file, so it also finds missing files. */
  readonly full: boolean
}

const refreshListPage = async (
  deps: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  source: BlobSource,
  { since, full }: RefreshPass,
  listPage: FileListPage,
): Promise<void> => {
  const upToDate = full ? await findMissing(deps, project, source, listPage) : new Set<string>()
  const entries = listPage.chosen.filter(
    ({ path, lastModified }) => !upToDate.has(path) && (since === undefined || lastModified >= since),
  )
  await applyFiles(deps, project, entries)
}

/**
 * One step of a refresh: updates the items of changed files on some list pages.
 * @throws WorkStopped, DomainError `DatastoreUnreachable`, `ServiceUnavailable`
 */
export const refreshFiles =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'>) =>
  async (id: string, pass: RefreshPass, from: WalkPosition): Promise<WalkPosition> => {
    const { project } = await openWork(deps.store, id, 'refresh')
    const files = await openFiles(deps, project.document)
    return walkFiles(files, from, deps.now, async (listPage) => {
      const current = await openWork(deps.store, id, 'refresh')
      await refreshListPage(deps, current.project.document, files.source, pass, listPage)
      await progressOperation(deps, id, { done: listPage.done })
    })
  }

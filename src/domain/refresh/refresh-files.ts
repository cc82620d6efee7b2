import type { Deps } from '../ports/deps.ts'
import type { Millis } from '../core/time.ts'
import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { BlobEntry, BlobSource } from '../ports/blobs.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { applyFiles } from './apply-files.ts'
import { findMissing } from './find-missing.ts'
import { openFiles } from '../model/files/open-files.ts'
import type { ReadDeps } from './read-files.ts'
import { prepareFiles } from './prepare-files.ts'
import { walkFiles, type FileListPage, type WalkPosition } from './walk-files.ts'

export interface RefreshPass {
  /** The pass covers files that changed since this time, by the clock of storage; all files if undefined. */
  readonly since?: Millis | undefined
  /** A full pass compares every item with its file, so it also finds missing files. */
  readonly full: boolean
}

type RefreshDeps = Pick<Deps, 'store' | 'blobs'> & ReadDeps

/** The listed files that may be new or changed. */
const findEntries = async (
  deps: Pick<Deps, 'store' | 'now'>,
  project: ProjectDocument,
  source: BlobSource,
  { since, full }: RefreshPass,
  listPage: FileListPage,
): Promise<readonly BlobEntry[]> => {
  const upToDate = full ? await findMissing(deps, project, source, listPage) : new Set<string>()
  return listPage.chosen.filter(
    ({ path, lastModified }) => !upToDate.has(path) && (since === undefined || lastModified >= since),
  )
}

/**
 * One step of a refresh: updates the items of changed files on some list pages, with their headers.
 * @throws WorkStopped, DomainError `DatastoreUnreachable`, `ServiceUnavailable`
 */
export const refreshFiles =
  (deps: RefreshDeps) =>
  async (id: string, pass: RefreshPass, from: WalkPosition): Promise<WalkPosition> => {
    const { project } = await openWork(deps.store, id, 'refresh')
    const files = await openFiles(deps, project.document)
    return walkFiles(files, from, deps.now, async (listPage) => {
      const before = (await openWork(deps.store, id, 'refresh')).project.document
      const entries = await findEntries(deps, before, files.source, pass, listPage)
      const prepared = await prepareFiles(deps, before, files.source, entries)
      // The headers took their time: the refresh may have been stopped or the settings changed meanwhile.
      const { project: current } = await openWork(deps.store, id, 'refresh')
      await applyFiles(deps, current.document, prepared)
      await progressOperation(deps, id, { done: listPage.done })
    })
  }

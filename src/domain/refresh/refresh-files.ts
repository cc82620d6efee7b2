import type { Deps } from '../ports/deps.ts'
import type { ItemId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { openWork } from '../model/operations/open-work.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { applyFiles } from './apply-files.ts'
import type { ListedFile } from './item-header.ts'
import type { ItemTotals } from './exact-changes.ts'
import type { FileEffects } from './file-effects.ts'
import { compareItems, markMissing } from './find-missing.ts'
import { openFiles, type OpenFiles } from '../model/files/open-files.ts'
import type { ReadDeps } from './read-files.ts'
import { prepareFiles, type SegmentFiles } from './prepare-files.ts'
import { reportFiles } from './report-files.ts'
import { walkFiles, type FileListPage, type WalkPosition } from './walk-files.ts'

export interface RefreshPass {
  /** The pass covers files that changed since this time, by the clock of storage; all files if undefined. */
  readonly since?: Millis | undefined
  /** A full pass compares every item with its file, whatever the date of the file. */
  readonly full: boolean
  /** The pass marks missing items, which the full pass before it only counted, and does nothing else. */
  readonly mark?: true | undefined
  /** The number of missing items of the project at which the marking ends. Undefined if any number was confirmed. */
  readonly most?: number | undefined
  /** The items before the operation. Undefined in operations that an earlier version began. */
  readonly before?: ItemTotals | undefined
}

type RefreshDeps = Pick<Deps, 'store' | 'blobs'> & ReadDeps

const upToDateNames = async (
  deps: Pick<Deps, 'store'>,
  project: ProjectDocument,
  { full }: RefreshPass,
  listPage: FileListPage,
): ReturnType<typeof compareItems> =>
  full ? compareItems(deps, project, listPage) : { upToDate: new Set<string>(), absent: 0 }

const isRecent = (lastModified: Millis, { since }: RefreshPass): boolean =>
  since === undefined || lastModified >= since

/**
 * Leaves out the files that were deleted since they were listed and have an item. Their items are candidates, as those of files
 * that are not listed: only the marking, which has a limit, marks them.
 */
const withoutDeleted = (
  segments: readonly SegmentFiles[],
): { readonly present: readonly SegmentFiles[]; readonly deleted: number } => {
  let deleted = 0
  const present = segments.map(({ segment, files, known }) => {
    const kept = new Map<ItemId, ListedFile>()
    for (const [id, file] of files) {
      const item = known.get(id)?.document
      if (!item || file.measured !== 'Missing') kept.set(id, file)
      else if (!item.missing) deleted += 1
    }
    return { segment, files: kept, known }
  })
  return { present, deleted }
}

const updateFiles = async (
  deps: RefreshDeps,
  id: string,
  pass: RefreshPass,
  { source }: OpenFiles,
  listPage: FileListPage,
): Promise<FileEffects> => {
  const before = (await openWork(deps.store, id, 'refresh')).project.document
  const { upToDate, absent } = await upToDateNames(deps, before, pass, listPage)
  const entries = listPage.chosen.filter(
    ({ path, lastModified }) => !upToDate.has(path) && isRecent(lastModified, pass),
  )
  const { present, deleted } = withoutDeleted(await prepareFiles(deps, before, source, entries))
  // The headers took their time: the refresh may have been stopped or the settings changed meanwhile.
  const { project: current } = await openWork(deps.store, id, 'refresh')
  return { ...(await applyFiles(deps, current.document, present)), absent: absent + deleted }
}

/**
 * One step of a refresh: updates the items of changed files on some list pages, with their headers; or marks missing items.
 * @throws WorkStopped, DomainError `DatastoreUnreachable`, `DatastoreUnavailable`, `ServiceUnavailable`; `FilesGone` if more files are gone than were counted
 */
export const refreshFiles =
  (deps: RefreshDeps) =>
  async (id: string, pass: RefreshPass, from: WalkPosition): Promise<WalkPosition> => {
    const { project } = await openWork(deps.store, id, 'refresh')
    const { datastore } = project.document
    const opened = await openFiles(deps, project.document)
    // The pass before has counted the files.
    const files: OpenFiles = pass.mark
      ? { ...opened, choose: (_, before) => ({ chosen: [], files: before }) }
      : opened
    return walkFiles(files, from, deps.now, {
      datastore,
      visit: async (listPage) => {
        if (!pass.mark) return updateFiles(deps, id, pass, files, listPage)
        const current = (await openWork(deps.store, id, 'refresh')).project.document
        return markMissing(deps, current, files.source, listPage, pass.most)
      },
      report: (position) => reportFiles(deps, id, position, pass.mark ?? position.continuation === undefined),
    })
  }

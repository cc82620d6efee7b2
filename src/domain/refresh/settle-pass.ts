import { DomainError } from '../core/errors.ts'
import { readCounters, sumCounters } from '../model/items/read-counters.ts'
import { openWork, type OpenWork } from '../model/operations/open-work.ts'
import { projectScope } from '../model/projects/project.ts'
import {
  changeRefresh,
  noRefreshYet,
  refreshes,
  refreshId,
  type RefreshDocument,
} from '../model/refresh/refresh.ts'
import type { Deps } from '../ports/deps.ts'
import { mostMarked, mostUnasked } from './missing-limits.ts'
import { addNameSums } from './name-sum.ts'
import type { RefreshPass } from './refresh-files.ts'
import { walkAgain, type WalkPosition } from './walk-files.ts'

type SettleDeps = Pick<Deps, 'store'>

/** The files of a project as a pass found them: how many had been known, are gone, and are new since. */
interface FileSituation {
  readonly known: number
  readonly gone: number
  readonly added: number
}

const filesGone = ({ known, gone, added }: FileSituation): DomainError =>
  new DomainError(
    'FilesGone',
    added === 0
      ? `${gone} of ${known} files are not there any more, so nothing was marked as missing. Check the container of the datastore and put the files back; if they are gone for good, refresh the project with confirmMissing=true`
      : `${gone} of ${known} files are gone and ${added} are new, so nothing was marked as missing. If the files were renamed or replaced, refresh the project with confirmMissing=true, which marks the items of the old files as missing; else put the files back`,
  )

/**
 * Ends the refresh if all or most files are gone. Each chosen file of the listing has an item, so further items with a file are
 * those of files that are gone; as long as not all files were looked at, there may be more of them.
 * @returns The highest number of missing items that the marking may reach; undefined if the caller has confirmed it.
 * @throws DomainError `FilesGone`
 */
const askFirst = async (
  { store }: SettleDeps,
  { operation, project }: OpenWork<'refresh'>,
  refresh: RefreshDocument,
  pass: RefreshPass,
  { files, changes, absent }: WalkPosition,
): Promise<number | undefined> => {
  if (operation.confirmMissing) return undefined
  const totals = sumCounters(await readCounters(store, project.document))
  const present = totals.total - totals.missing
  const surplus = Math.max(0, present - files.chosen)
  // Candidates can be on another list page, if storage orders names differently.
  const gone = pass.full ? Math.min(surplus, absent) : surplus
  // A refresh that failed may have marked some of the files that were known.
  const { before } = pass
  const knownBefore = before ? before.total - before.missing : present - changes.new - changes.back
  const known = Math.min(refresh.known ?? Infinity, knownBefore)
  if (gone <= mostUnasked(known)) return totals.missing + mostMarked(gone, known)
  await changeRefresh(store, operation.projectUid, (document) => ({
    ...document,
    known,
    // The comparison was complete. Without this the timer would repeat it each time until somebody answers.
    ...(pass.full ? { lastFullAt: operation.startedAt } : {}),
  }))
  throw filesGone({ known, gone, added: Math.max(0, files.chosen - Math.max(0, known - gone)) })
}

export interface NextPass {
  readonly pass: RefreshPass
  readonly position: WalkPosition
}

/**
 * The step after each pass: whether another one follows. Names that are neither those of the pass before nor new mean that a
 * file is gone or came with an old date, as in a folder that was renamed; then a full pass follows, which finds it. So it does after
 * a file was deleted while the pass read it.
 * A full pass that misses files is followed by one that marks their items.
 * @returns Undefined if no pass follows.
 * @throws WorkStopped, DomainError `FilesGone`
 */
export const settlePass =
  (deps: SettleDeps) =>
  async (id: string, pass: RefreshPass, position: WalkPosition): Promise<NextPass | undefined> => {
    const work = await openWork(deps.store, id, 'refresh')
    const { before } = pass
    if (pass.mark) return undefined
    const stored = await refreshes.read(deps.store, projectScope(work.operation.projectUid), refreshId)
    const refresh = stored?.document ?? noRefreshYet
    if (pass.full) {
      if (position.absent === 0) return undefined
      const most = await askFirst(deps, work, refresh, pass, position)
      return { pass: { full: true, mark: true, most, before }, position: { ...position, after: undefined } }
    }
    const { names } = refresh
    const hasSameNames = names !== undefined && addNameSums(names, position.found) === position.names
    if (hasSameNames && position.absent === 0) return undefined
    await askFirst(deps, work, refresh, pass, position)
    return { pass: { full: true, before }, position: walkAgain(position) }
  }

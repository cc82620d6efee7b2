import type { Deps } from '../ports/deps.ts'
import type { Millis } from '../core/time.ts'
import { readCounters, sumCounters } from '../model/items/read-counters.ts'
import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import { projectScope } from '../model/projects/project.ts'
import { noRefreshYet, refreshes, refreshId } from '../model/refresh/refresh.ts'
import type { RefreshPass } from './refresh-files.ts'

/** The overlap of two passes, for listings that are behind writes, and for servers of one storage whose clocks differ. */
const overlap: Millis = 5 * 60 * 1000

/**
 * The first step of a refresh: fixes its range. The pass covers files that changed since the last completed pass, or
 * compares all files if a full refresh is wanted or the names of the last completed pass are not known. Both ends are times of storage, so the clock of the service has no part in it.
 * @throws WorkStopped
 */
export const beginPass =
  (deps: Pick<Deps, 'store'>) =>
  async (id: string): Promise<RefreshPass> => {
    const { operation, project } = await openWork(deps.store, id, 'refresh')
    await progressOperation(deps, id, { done: 0 })
    const refresh = await refreshes.read(deps.store, projectScope(operation.projectUid), refreshId)
    const { lastListedAt, names } = refresh?.document ?? noRefreshYet
    const { total, missing } = sumCounters(await readCounters(deps.store, project.document))
    const before = { total, missing }
    if (operation.full || names === undefined) return { full: true, before }
    return { full: false, before, ...(lastListedAt === undefined ? {} : { since: lastListedAt - overlap }) }
  }

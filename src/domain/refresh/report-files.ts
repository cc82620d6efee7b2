import type { Deps } from '../ports/deps.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import { readCounters, sumCounters, type Segmented } from '../model/items/read-counters.ts'
import { exactChanges, type ItemTotals } from './exact-changes.ts'
import type { WalkPosition } from './walk-files.ts'

/** Shows the progress of a walk in its operation. @param isListed All files were counted. */
export const reportFiles = async (
  deps: Pick<Deps, 'store'>,
  id: string,
  { files, changes }: WalkPosition,
  isListed: boolean,
): Promise<void> => {
  await progressOperation(deps, id, {
    done: files.chosen,
    fileWork: { changes, files, ...(isListed ? { filesListed: true } : {}) },
  })
}

/** Shows the end of the last walk, with its changes as the counters of the project say. */
export const reportExactly = async (
  deps: Pick<Deps, 'store'>,
  id: string,
  project: Segmented,
  before: ItemTotals,
  position: WalkPosition,
): Promise<void> => {
  const after = sumCounters(await readCounters(deps.store, project))
  const changes = exactChanges(position.changes, before, after)
  await reportFiles(deps, id, { ...position, changes }, true)
}

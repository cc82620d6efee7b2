import { changeDocument } from '../model/documents/change-document.ts'
import { takeSnapshots } from '../model/items/snapshots.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { Deps } from '../ports/deps.ts'
import { openBulk, type BulkWork } from './open-bulk.ts'

/** A repeated step may have taken another snapshot; the first that is stored counts. */
const keepSnapshot = async (
  { store }: Pick<Deps, 'store'>,
  { operation, project }: BulkWork,
): Promise<void> => {
  const snapshot = [...(await takeSnapshots(store, project.document))]
  await changeDocument(store, operations, operationPartition, operation.id, (known) =>
    known.open && known.work === 'reviewItems' && !known.snapshot ? { ...known, snapshot } : undefined,
  )
}

/**
 * The first step. A review takes a snapshot, because it changes only items that are as the caller may have seen them.
 * @returns Whether the items were counted before, by an orchestration that ended. @throws WorkStopped
 */
export const beginBulk =
  (deps: Pick<Deps, 'store'>) =>
  async (id: string): Promise<boolean> => {
    const work = await openBulk(deps.store, id)
    const { operation } = work
    if (operation.work === 'reviewItems' && !operation.snapshot) await keepSnapshot(deps, work)
    await progressOperation(deps, id, { done: 0 })
    return operation.counted === true
  }

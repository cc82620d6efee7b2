import { changeDocument } from '../model/documents/change-document.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'
import type { Deps } from '../ports/deps.ts'
import { openBulk } from './open-bulk.ts'

/** The last step. @param count The number of items that the work has changed. @throws WorkStopped */
export const finishBulk =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, count: number): Promise<void> => {
    await openBulk(deps.store, id)
    await changeDocument(deps.store, operations, operationPartition, id, (known) =>
      known.open && known.work === 'reviewItems' && known.left === undefined
        ? { ...known, left: known.expectedCount - count }
        : undefined,
    )
    await endOperation(deps, id, { status: 'Succeeded', done: count })
  }

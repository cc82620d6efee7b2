import type { Deps } from '../../ports/deps.ts'
import { changeDocument } from '../documents/change-document.ts'
import { operationPartition, operations, type OperationDocument } from './operation.ts'

export interface OperationProgress {
  readonly done: number
  readonly total?: number | undefined
}

/**
 * Records the progress of an operation. `done` never decreases, and an operation that has ended stays as it is.
 * @returns The operation afterwards; undefined if it does not exist.
 */
export const progressOperation = (
  { store }: Pick<Deps, 'store'>,
  id: string,
  { done, total }: OperationProgress,
): Promise<OperationDocument | undefined> =>
  changeDocument(store, operations, operationPartition, id, (operation) => {
    const known = Math.max(operation.done, done)
    const expected = total ?? operation.total
    const same = operation.status === 'Running' && known === operation.done && expected === operation.total
    if (!operation.open || same) return undefined
    return {
      ...operation,
      status: 'Running',
      done: known,
      ...(expected === undefined ? {} : { total: expected }),
    }
  })

import { DomainError } from '../core/errors.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { Deps } from '../ports/deps.ts'
import { stepTime } from '../model/operations/step-time.ts'
import { bulkActions } from './bulk-actions.ts'
import { findMatching, type BulkPosition } from './find-matching.ts'
import { openBulk, type BulkOperation } from './open-bulk.ts'

const otherNumber = ({ action, expectedCount }: BulkOperation, count: number): DomainError => {
  const { items, criterion } = bulkActions[action]
  return new DomainError(
    'PreconditionFailed',
    `The filter matches ${count} ${items}, not ${expectedCount}; nothing was changed. List the items with the same filter and ${criterion}, and repeat the request with their number`,
    { target: 'expectedCount' },
  )
}

/**
 * One step: counts the items that it will change, and after the last segment records their number as the total and
 * compares it with the expected one. Nothing has changed by then.
 * @returns The position for the next step; undefined after the last segment.
 * @throws WorkStopped; DomainError `PreconditionFailed` with the real number, `ServiceUnavailable`
 */
export const countMatching =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, from: BulkPosition): Promise<BulkPosition | undefined> => {
    const until = deps.now() + stepTime
    const work = await openBulk(deps.store, id)
    const { segments } = work.project.document
    let position = from
    while (position.segment < segments) {
      const { found, after } = await findMatching(deps.store, work, position)
      const count = position.count + found.length
      const { segment } = position
      position = after === undefined ? { segment: segment + 1, count } : { segment, after, count }
      if (deps.now() >= until) return position
    }
    await progressOperation(deps, id, { done: 0, total: position.count })
    if (position.count !== work.operation.expectedCount) throw otherNumber(work.operation, position.count)
    await changeDocument(deps.store, operations, operationPartition, id, (operation) =>
      operation.open &&
      (operation.work === 'removeItems' || operation.work === 'reviewItems') &&
      !operation.counted
        ? { ...operation, counted: true }
        : undefined,
    )
    return undefined
  }

import { DomainError } from '../core/errors.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { openWork } from '../model/operations/open-work.ts'
import { operationPartition, operations, type RemovalAction } from '../model/operations/operation.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { Deps } from '../ports/deps.ts'
import { stepTime } from '../model/operations/step-time.ts'
import { findMatching, type RemovalPosition } from './find-matching.ts'

/** How a list of the same filter shows exactly the items that the action changes. */
const listings: Readonly<Record<RemovalAction, { readonly items: string; readonly criterion: string }>> = {
  Remove: { items: 'items that are not removed', criterion: 'removed=false' },
  Restore: { items: 'removed items', criterion: 'removed=true' },
}

const otherNumber = (action: RemovalAction, count: number, expected: number): DomainError => {
  const { items, criterion } = listings[action]
  return new DomainError(
    'PreconditionFailed',
    `The filter matches ${count} ${items}, not ${expected}; nothing was changed. List the items with the same filter and ${criterion}, and repeat the request with their number`,
    { target: 'expectedCount' },
  )
}

/**
 * One step of a removal: counts the items that it will change, and after the last segment records their number as the total and
 * compares it with the expected one. Nothing has changed by then.
 * @returns The position for the next step; undefined after the last segment.
 * @throws WorkStopped; DomainError `PreconditionFailed` with the real number, `ServiceUnavailable`
 */
export const countMatching =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, from: RemovalPosition): Promise<RemovalPosition | undefined> => {
    const until = deps.now() + stepTime
    const work = await openWork(deps.store, id, 'removeItems')
    const { segments } = work.project.document
    let position = from
    while (position.segment < segments) {
      const { found, after } = await findMatching(deps.store, work, position)
      const count = position.count + found.length
      const { segment } = position
      position = after === undefined ? { segment: segment + 1, count } : { segment, after, count }
      if (deps.now() >= until) return position
    }
    const { expectedCount, action } = work.operation
    await progressOperation(deps, id, { done: 0, total: position.count })
    if (position.count !== expectedCount) throw otherNumber(action, position.count, expectedCount)
    await changeDocument(deps.store, operations, operationPartition, id, (operation) =>
      operation.open && operation.work === 'removeItems' && !operation.counted
        ? { ...operation, counted: true }
        : undefined,
    )
    return undefined
  }

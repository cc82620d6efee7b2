import type { ItemId } from '../core/ids.ts'
import { readWorkAudits, workAudit, type WorkedSegment } from '../model/audit/work-audits.ts'
import { updateItems } from '../model/items/update-items.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { Deps } from '../ports/deps.ts'
import type { BatchOperation, Store } from '../ports/store.ts'
import { stepTime } from '../model/operations/step-time.ts'
import { bulkActions } from './bulk-actions.ts'
import { changedBy, findMatching, type BulkPosition } from './find-matching.ts'
import { openBulk, type BulkWork } from './open-bulk.ts'

/** `done` after the last segment. */
export interface ChangedPosition extends BulkPosition {
  readonly done: boolean
}

type ChangeDeps = Pick<Deps, 'store' | 'now' | 'newId'>

const worked = ({ operation, project }: BulkWork, segment: number): WorkedSegment => ({
  operation,
  project: project.document,
  segment,
})

const auditOf =
  ({ newId }: ChangeDeps, work: BulkWork, segment: number) =>
  (ids: readonly ItemId[]): BatchOperation => {
    const { action, comment } = work.operation
    return workAudit(worked(work, segment), newId(), {
      action: bulkActions[action].auditAction,
      items: [...ids],
      ...(comment === undefined ? {} : { comment }),
    })
  }

/** The number of items of a segment that this work has changed, also in a step that ran before and was repeated. */
const countChanged = async (store: Store, work: BulkWork, segment: number): Promise<number> => {
  let count = 0
  for await (const { items } of readWorkAudits(store, worked(work, segment))) count += items?.length ?? 0
  return count
}

/**
 * One step: changes the items that match, each batch with its audit entry. An item that no longer matches when it
 * is written stays as it is, and the work never changes more items than expected. Idempotent, because a changed item does not
 * match any more.
 * @returns The position for the next step, with the number of items that the work has changed in the segments before it.
 * @throws WorkStopped, DomainError `ServiceUnavailable`
 */
export const changeMatching =
  (deps: ChangeDeps) =>
  async (id: string, from: BulkPosition): Promise<ChangedPosition> => {
    const { store } = deps
    const until = deps.now() + stepTime
    let position = from
    let done = false
    for (let isFirst = true; !done && (isFirst || deps.now() < until); isFirst = false) {
      const work = await openBulk(store, id)
      const { uid, segments } = work.project.document
      const { segment, count } = position
      const { found, after } = await findMatching(store, work, position)
      // Items that came to match after the count are not among those that the caller expects.
      const room =
        found.length === 0
          ? 0
          : work.operation.expectedCount - count - (await countChanged(store, work, segment))
      const known = new Map(
        found.slice(0, Math.max(0, room)).map((stored) => [stored.document.id, stored] as const),
      )
      await updateItems(
        store,
        { uid, segment },
        known,
        (item) => item && changedBy(work, segment, item, deps.now()),
        {
          known,
          audit: auditOf(deps, work, segment),
        },
      )
      position =
        after === undefined
          ? { segment: segment + 1, count: count + (await countChanged(store, work, segment)) }
          : { segment, after, count }
      done = position.segment >= segments
      await progressOperation(deps, id, { done: position.count })
    }
    return { ...position, done }
  }

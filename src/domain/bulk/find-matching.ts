import type { ItemId } from '../core/ids.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import { clausesOf, matchesItem } from '../model/items/item-filter.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { changedAfter } from '../model/items/stamp-item.ts'
import type { Millis } from '../core/time.ts'
import type { Store, Stored } from '../ports/store.ts'
import { bulkActions } from './bulk-actions.ts'
import type { BulkWork } from './open-bulk.ts'

/** The progress of a pass over the items: the next segment, the last item of it that was visited, and a count so far. */
export interface BulkPosition {
  readonly segment: number
  readonly after?: ItemId | undefined
  readonly count: number
}

const itemsPerRead = 1000

/** True unless the item changed after the snapshot of a review. */
const isAsSeen = ({ operation }: BulkWork, segment: number, item: ItemDocument): boolean => {
  if (operation.work !== 'reviewItems') return true
  const snapshot = operation.snapshot?.[segment]
  if (snapshot === undefined) throw new Error('The first step of a review takes its snapshot')
  return !changedAfter(item, snapshot)
}

/** The item after the work; undefined if the work leaves it as it is now. */
export const changedBy = (
  work: BulkWork,
  segment: number,
  item: ItemDocument,
  at: Millis,
): ItemDocument | undefined => {
  const { operation } = work
  return matchesItem(item, operation.criteria) && isAsSeen(work, segment, item)
    ? bulkActions[operation.action].change(item, operation, at)
    : undefined
}

/** The next items of a segment that the work changes, by id, and the last item that was looked at; undefined after the last. */
export const findMatching = async (
  store: Store,
  work: BulkWork,
  { segment, after }: BulkPosition,
): Promise<{ readonly found: readonly Stored<ItemDocument>[]; readonly after: ItemId | undefined }> => {
  const { criteria, projectUid } = work.operation
  const { documents, more } = await queryFirst(store, 'items', segmentPartition(projectUid, segment), {
    where: [
      { field: 'kind', op: 'eq', value: items.kind },
      ...clausesOf(criteria),
      ...(after === undefined ? [] : [{ field: 'id', op: 'gt', value: after } as const]),
    ],
    orderBy: 'id',
    limit: itemsPerRead,
  })
  const read = documents.map((stored) => items.parse(stored))
  return {
    found: read.filter(({ document }) => changedBy(work, segment, document, 0) !== undefined),
    after: more ? read.at(-1)?.document.id : undefined,
  }
}

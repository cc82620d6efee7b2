import type { ItemId } from '../core/ids.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import { clausesOf, matchesItem } from '../model/items/item-filter.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { targetOf } from '../model/items/transitions.ts'
import type { OpenWork } from '../model/operations/open-work.ts'
import type { Store, Stored } from '../ports/store.ts'

/** The progress of a pass over the items: the next segment, the last item of it that was visited, and a count so far. */
export interface RemovalPosition {
  readonly segment: number
  readonly after?: ItemId | undefined
  readonly count: number
}

export type RemovalWork = OpenWork<'removeItems'>

const itemsPerRead = 1000

const actions = { Remove: 'remove', Restore: 'restore' } as const

/** True if the work changes the item as it is now. */
export const isWanted = ({ operation }: RemovalWork, item: ItemDocument): boolean =>
  targetOf(item.state, actions[operation.action]) !== undefined && matchesItem(item, operation.criteria)

/** The next items of a segment that the work changes, by id, and the last item that was looked at; undefined after the last. */
export const findMatching = async (
  store: Store,
  work: RemovalWork,
  { segment, after }: RemovalPosition,
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
    found: read.filter(({ document }) => isWanted(work, document)),
    after: more ? read.at(-1)?.document.id : undefined,
  }
}

import { items, type ItemDocument } from '../model/items/item.ts'
import { segmentPartition, type SegmentKey } from '../model/items/segment.ts'
import type { LeaseDocument } from '../model/leases/lease.ts'
import type { Store } from '../ports/store.ts'
import type { ItemMemory } from './item-memory.ts'

/**
 * The items of a page, in its order. With `memory`, for a page that was granted a moment ago, those that this process has just
 * handed out are not read again. Without it they are as they are now: with sizes and problems that were found since.
 */
export const readPageItems = async (
  { store, memory }: { readonly store: Store; readonly memory?: ItemMemory | undefined },
  { uid, segment }: SegmentKey,
  page: LeaseDocument,
): Promise<readonly ItemDocument[]> => {
  const partition = segmentPartition(uid, segment)
  const ids = page.items.map(({ id }) => id)
  const known = memory?.recall(partition, ids) ?? []
  const recalled = new Set(known.map(({ document }) => document.id))
  const others = ids.filter((id) => !recalled.has(id))
  const read = others.length === 0 ? [] : await items.readMany(store, partition, others)
  const found = new Map([...known, ...read].map(({ document }) => [document.id, document] as const))
  return ids.flatMap((id) => found.get(id) ?? [])
}

import { putNewest } from '../core/put-newest.ts'
import type { ItemId } from '../core/ids.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { Stored } from '../ports/store.ts'

/**
 * A cache of the items that this process has handed out, so that a submit does not read them again. Correctness does not
 * depend on it: a stale item fails the conditional write and is then read.
 */
export interface ItemMemory {
  readonly keep: (partition: string, items: readonly Stored<ItemDocument>[]) => void
  /** The cached ones of these items. */
  readonly recall: (partition: string, ids: readonly ItemId[]) => readonly Stored<ItemDocument>[]
  /** Removes and returns the cached ones of these items. */
  readonly take: (partition: string, ids: readonly ItemId[]) => readonly Stored<ItemDocument>[]
}

/** Enough for some pages of each of hundreds of labelers. */
const maxItems = 5000

export const createItemMemory = (most = maxItems): ItemMemory => {
  const known = new Map<string, Stored<ItemDocument>>()
  const keyOf = (partition: string, id: ItemId): string => `${partition} ${id}`
  return {
    keep: (partition, items) => {
      for (const item of items) putNewest(known, keyOf(partition, item.document.id), item, most)
    },
    recall: (partition, ids) => ids.flatMap((id) => known.get(keyOf(partition, id)) ?? []),
    take: (partition, ids) =>
      ids.flatMap((id) => {
        const key = keyOf(partition, id)
        const item = known.get(key)
        known.delete(key)
        return item ?? []
      }),
  }
}

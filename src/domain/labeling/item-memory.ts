import type { ItemId } from '../core/ids.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { Stored } from '../ports/store.ts'

/**
 * Items as they were when this process handed them out, so that a submit need not read them again. Nothing rests on it:
 * an item that has changed since fails its write on the etag, and is read then.
 */
export interface ItemMemory {
  readonly keep: (partition: string, items: readonly Stored<ItemDocument>[]) => void
  /** Those that are still known; each is given out once. */
  readonly take: (partition: string, ids: readonly ItemId[]) => readonly Stored<ItemDocument>[]
}

/** Some pages for each of hundreds of labelers. */
const maxItems = 5000

export const createItemMemory = (most = maxItems): ItemMemory => {
  const known = new Map<string, Stored<ItemDocument>>()
  const keyOf = (partition: string, id: ItemId): string => `${partition} ${id}`
  return {
    keep: (partition, items) => {
      for (const item of items) known.set(keyOf(partition, item.document.id), item)
      for (const oldest of known.keys()) {
        if (known.size <= most) break
        known.delete(oldest)
      }
    },
    take: (partition, ids) =>
      ids.flatMap((id) => {
        const key = keyOf(partition, id)
        const item = known.get(key)
        known.delete(key)
        return item ?? []
      }),
  }
}

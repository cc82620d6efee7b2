import { DomainError, isDomainError } from '../../core/errors.ts'
import type { ItemId } from '../../core/ids.ts'
import { items, type ItemDocument } from '../items/item.ts'
import { segmentPartition, type SegmentKey } from '../items/segment.ts'
import { writeSegment, type StoredItemChange } from '../items/write-segment.ts'
import { forEachBounded } from '../../core/for-each-bounded.ts'
import type { BatchOperation, Store, Stored } from '../../ports/store.ts'
import { splitBatches } from './split-batches.ts'

const largestBatch = 99
const batchesAtOnce = 4
const itemsPerRead = 1000
const maxRounds = 12

/** Items by id; those that do not exist are absent. */
export type FoundItems = ReadonlyMap<ItemId, Stored<ItemDocument>>

export const findItems = async (
  store: Store,
  partition: string,
  ids: readonly ItemId[],
): Promise<FoundItems> => {
  const found = new Map<ItemId, Stored<ItemDocument>>()
  for (let first = 0; first < ids.length; first += itemsPerRead)
    for (const stored of await items.readMany(store, partition, ids.slice(first, first + itemsPerRead)))
      found.set(stored.document.id, stored)
  return found
}

type Change = StoredItemChange & { readonly id: ItemId }

/** False also if the result is unknown; the next round reads the items again. */
const tryWrite = async (
  store: Store,
  segment: SegmentKey,
  changes: readonly Change[],
  others: readonly BatchOperation[],
): Promise<boolean> => {
  try {
    return (await writeSegment(store, segment, changes, others)).ok
  } catch (error) {
    if (isDomainError(error, 'ServiceUnavailable', 'TooManyRequests')) return false
    throw error
  }
}

/**
 * Updates items of one segment. After a concurrent change an item is read and decided again. Idempotent if `decide` is.
 * @param decide Returns the new item, or undefined to leave it unchanged.
 * @param options.known The items as they were read before, instead of the first read; empty to create all items.
 * @param options.audit Creates the audit entry of each batch.
 * @returns The number of items written.
 * @throws DomainError `ServiceUnavailable` after `maxRounds` rounds of failed writes or concurrent changes
 */
export const updateItems = async <T>(
  store: Store,
  segment: SegmentKey,
  wanted: ReadonlyMap<ItemId, T>,
  decide: (item: ItemDocument | undefined, value: T) => ItemDocument | undefined,
  options: {
    readonly known?: FoundItems
    readonly audit?: (items: readonly ItemId[]) => BatchOperation
  } = {},
): Promise<number> => {
  const partition = segmentPartition(segment.uid, segment.segment)
  let left: readonly (readonly [ItemId, T])[] = [...wanted]
  let written = 0
  for (let round = 0; left.length > 0; round += 1) {
    if (round === maxRounds)
      throw new DomainError(
        'ServiceUnavailable',
        'The store does not accept the changes now; the operation retries them',
      )
    const { known } = round === 0 ? options : {}
    const ids = left.map(([id]) => id)
    const found = known ?? (await findItems(store, partition, ids))
    const changes = left.flatMap(([id, value]): Change[] => {
      const before = found.get(id)
      const after = decide(before?.document, value)
      return after ? [{ id, before, after }] : []
    })
    const failed = new Set<ItemId>()
    const { audit } = options
    await forEachBounded(
      splitBatches(
        changes,
        (audit ? largestBatch - 1 : largestBatch) >> Math.min(round, 6),
        audit !== undefined,
      ),
      batchesAtOnce,
      async (batch) => {
        const others = audit ? [audit(batch.map(({ id }) => id))] : []
        if (await tryWrite(store, segment, batch, others)) written += batch.length
        else for (const { id } of batch) failed.add(id)
      },
    )
    left = left.filter(([id]) => failed.has(id))
  }
  return written
}

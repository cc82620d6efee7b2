import { tooBusy } from '../../core/errors.ts'
import type { BatchFailure, BatchOperation, Store, Stored } from '../../ports/store.ts'
import { countersId, labelerDocumentId } from './counters.ts'
import { counterDeltas, labelerDeltas } from './counting.ts'
import type { ItemDocument } from './item.ts'
import { createCounters } from './create-counters.ts'
import { segmentPartition, type SegmentKey } from './segment.ts'
import { readEpoch } from './snapshots.ts'
import { changesSnapshot, stampItem } from './stamp-item.ts'

const attempts = 20

/** The change of one item. Without `before` the item is created, without `after` it is deleted. */
export interface StoredItemChange {
  readonly before?: Stored<ItemDocument> | undefined
  readonly after?: ItemDocument | undefined
}

export type WriteResult =
  | { readonly ok: true; readonly etags: readonly string[] }
  /** Nothing was written. `index` counts the changes first, then the other operations. */
  | { readonly ok: false; readonly index: number; readonly failure: BatchFailure }

const operationOf = ({ before, after }: StoredItemChange): BatchOperation => {
  if (before && after) return { type: 'replace', document: after, ifMatch: before.etag }
  if (after) return { type: 'create', document: after }
  if (before) return { type: 'delete', id: before.document.id, ifMatch: before.etag }
  throw new Error('A change needs before, after or both')
}

/** The increment of the segment counters, bound to the epoch that the items record; none if there is nothing to write. */
const countersIncrement = (
  by: Readonly<Record<string, number>>,
  epoch: number | undefined,
): readonly BatchOperation[] => {
  const empty = Object.keys(by).length === 0
  if (epoch === undefined) return empty ? [] : [{ type: 'increment', id: countersId, by }]
  return [
    {
      type: 'increment',
      id: countersId,
      by: empty ? { epoch: 0 } : by,
      ifEquals: { field: 'epoch', value: epoch },
    },
  ]
}

/**
 * The only function that writes items: one atomic batch with the changes, the other operations, and the counter increments
 * that follow from the changes. Each changed item records the epoch of its segment, and the batch fails if the epoch has
 * ended, so a snapshot never gets a change after it was taken. Counter documents are created on first use.
 * The caller keeps the batch within `maxBatchCost`.
 */
export const writeSegment = async (
  store: Store,
  segment: SegmentKey,
  changes: readonly StoredItemChange[],
  others: readonly BatchOperation[] = [],
): Promise<WriteResult> => {
  const partition = segmentPartition(segment.uid, segment.segment)
  const plain = changes.map(({ before, after }) => ({ before: before?.document, after }))
  const counts = counterDeltas(plain)
  const labelers = [...labelerDeltas(plain)].map(([user, by]): BatchOperation => ({
    type: 'increment',
    id: labelerDocumentId(user),
    by,
  }))
  const inSnapshot = plain.some(changesSnapshot)
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const epoch = inSnapshot ? await readEpoch(store, partition) : undefined
    const operations = [
      ...changes.map(({ before, after }) =>
        operationOf({ before, after: after && stampItem(before?.document, after, epoch ?? 0) }),
      ),
      ...others,
      ...countersIncrement(counts, epoch),
      ...labelers,
    ]
    const result = await store.batch('items', partition, operations)
    if (result.ok) return result
    const failed = operations[result.index]
    if (failed?.type !== 'increment') return result
    if (result.failure === 'NotFound') await createCounters(store, partition, failed.id)
  }
  throw tooBusy()
}

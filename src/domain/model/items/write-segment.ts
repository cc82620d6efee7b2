import { isDomainError } from '../../core/errors.ts'
import type { BatchFailure, BatchOperation, Store, Stored } from '../../ports/store.ts'
import {
  countersId,
  labelerDocumentId,
  noCounters,
  type CountersDocument,
  type LabelerDocument,
} from './counters.ts'
import { counterDeltas, labelerDeltas } from './counting.ts'
import type { ItemDocument } from './item.ts'
import { segmentPartition, type SegmentKey } from './segment.ts'
import { userId } from '../../core/ids.ts'

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

/**
 * The only function that writes items: one atomic batch with the changes, the other operations, and the counter increments
 * that follow from the changes. Counter documents are created on first use.
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
  const increments: BatchOperation[] = [
    ...(Object.keys(counts).length > 0 ? [{ type: 'increment' as const, id: countersId, by: counts }] : []),
    ...[...labelerDeltas(plain)].map(([user, by]) => ({
      type: 'increment' as const,
      id: labelerDocumentId(user),
      by,
    })),
  ]
  const operations = [...changes.map(operationOf), ...others, ...increments]
  for (;;) {
    const result = await store.batch('items', partition, operations)
    if (result.ok) return result
    const failed = operations[result.index]
    if (result.failure !== 'NotFound' || failed?.type !== 'increment') return result
    await createCounters(store, partition, failed.id)
  }
}

const createCounters = async (store: Store, partition: string, id: string): Promise<void> => {
  const document: CountersDocument | LabelerDocument =
    id === countersId
      ? noCounters
      : {
          id,
          kind: 'labeler',
          user: userId.parse(id.slice(labelerDocumentId('').length)),
          labeled: 0,
          skipped: 0,
          rejected: 0,
          submitted: 0,
        }
  try {
    // AlreadyExists is fine: a concurrent request has created it.
    await store.batch('items', partition, [{ type: 'create', document }])
  } catch (error) {
    // The retry of the batch shows whether it was written.
    if (!isDomainError(error, 'ServiceUnavailable')) throw error
  }
}

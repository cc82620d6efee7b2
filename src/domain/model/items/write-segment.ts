import type { Day } from '../../core/day.ts'
import { tooBusy } from '../../core/errors.ts'
import type { BatchFailure, BatchOperation, Store, Stored } from '../../ports/store.ts'
import { answerIncrements } from './answer-increments.ts'
import { countersId } from './counters.ts'
import { answerMoves, counterDeltas, type AnswerMove } from './counting.ts'
import { createCounters } from './create-counters.ts'
import type { ItemDocument } from './item.ts'
import {
  forgetCounters,
  knownCounters,
  noteIncrements,
  shareCounters,
  type KnownCounters,
} from './known-counters.ts'
import { segmentPartition, type SegmentKey } from './segment.ts'
import { changesSnapshot, stampItem } from './stamp-item.ts'
import { tidyCounters } from './tidy-counters.ts'

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

type Counts = Readonly<Record<string, number>>

/** The increment of the counters document, bound to the epoch that the items record; none if there is nothing to write. */
const countersIncrement = (by: Counts, epoch: number | undefined): readonly BatchOperation[] => {
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

interface Increments {
  readonly operations: readonly BatchOperation[]
  /** The keys of the labelers in the counters document. */
  readonly labelers: Iterable<string>
  readonly returned: number
  /** The earliest day in `recent` that they change. */
  readonly recentFrom: Day | undefined
}

/** The days whose entries in `recent` change. */
const recentDays = (moves: readonly AnswerMove[]): readonly Day[] =>
  moves.flatMap(({ day, given }) => (given ? [day] : []))

/** The days of new answers. The day of an answer that is taken back may be past. */
const newDays = (moves: readonly AnswerMove[]): readonly Day[] =>
  recentDays(moves.filter(({ counts }) => (counts['submitted'] ?? 0) > 0))

/** The increments for these changes. */
const incrementsOf = (
  { returned = 0, ...plain }: Counts,
  moves: readonly AnswerMove[],
  known: KnownCounters | undefined,
): Increments => {
  const labelers = known
    ? shareCounters(
        known,
        moves.map(({ by }) => by),
      )
    : new Set<string>()
  const answers = answerIncrements(moves, labelers, known?.firstDay ?? Infinity)
  const by = {
    ...plain,
    ...answers.by,
    ...(known?.returned !== undefined && returned !== 0 ? { returned } : {}),
  }
  const days = known?.firstDay === undefined ? [] : recentDays(moves)
  return {
    operations: [...countersIncrement(by, known?.epoch), ...answers.own],
    labelers,
    returned,
    recentFrom: days.length === 0 ? undefined : Math.min(...days),
  }
}

/** The known counters, tidied before the first answer of a day and before the first one of this version. */
const countersFor = async (
  store: Store,
  partition: string,
  moves: readonly AnswerMove[],
): Promise<KnownCounters> => {
  const known = await knownCounters(store, partition)
  const days = newDays(moves)
  if (days.length === 0) return known
  const today = Math.max(...days)
  if (known.firstDay !== undefined && today <= (known.recentFrom ?? today)) return known
  await tidyCounters(store, partition, today)
  forgetCounters(store, partition)
  return knownCounters(store, partition)
}

/** Forgets the counters if the outcome is not known. */
const tryBatch = async (
  store: Store,
  partition: string,
  operations: readonly BatchOperation[],
): Promise<WriteResult> => {
  try {
    return await store.batch('items', partition, operations)
  } catch (error) {
    forgetCounters(store, partition)
    throw error
  }
}

/**
 * The only function that writes items: one atomic batch with the changes, the other operations, and the counter increments
 * that follow from the changes. Each changed item records the epoch of its segment, and the batch fails if the epoch has
 * ended, so a snapshot never gets a change after it was taken. Counter documents are created on first use.
 * The caller keeps the batch within `maxBatchCost`.
 * @param onlyIn The epoch in which the changes were decided, if they are wrong in a later one: the write then fails.
 */
export const writeSegment = async (
  store: Store,
  segment: SegmentKey,
  changes: readonly StoredItemChange[],
  others: readonly BatchOperation[] = [],
  { onlyIn }: { readonly onlyIn?: number } = {},
): Promise<WriteResult> => {
  const partition = segmentPartition(segment.uid, segment.segment)
  const plain = changes.map(({ before, after }) => ({ before: before?.document, after }))
  const counts = counterDeltas(plain)
  const moves = answerMoves(plain)
  const needsCounters = moves.length > 0 || counts['returned'] !== undefined || plain.some(changesSnapshot)
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const known = needsCounters ? await countersFor(store, partition, moves) : undefined
    if (onlyIn !== undefined && known && known.epoch !== onlyIn)
      return { ok: false, index: changes.length + others.length, failure: 'EtagMismatch' }
    const increments = incrementsOf(counts, moves, known)
    const operations = [
      ...changes.map(({ before, after }) =>
        operationOf({ before, after: after && stampItem(before?.document, after, known?.epoch ?? 0) }),
      ),
      ...others,
      ...increments.operations,
    ]
    const result = await tryBatch(store, partition, operations)
    if (result.ok) {
      noteIncrements(store, partition, increments)
      return result
    }
    const failed = operations[result.index]
    if (failed?.type !== 'increment') return result
    forgetCounters(store, partition)
    if (result.failure === 'NotFound') await createCounters(store, partition, failed.id)
  }
  throw tooBusy()
}

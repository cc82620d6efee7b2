import { answerIncrements } from '../items/answer-increments.ts'
import { answerMoves, counterDeltas } from '../items/counting.ts'
import type { ItemDocument } from '../items/item.ts'
import type { StoredItemChange } from '../items/write-segment.ts'
import { incrementsPerOperation, maxBatchBytes, maxBatchCost } from '../../ports/store.ts'

const isPlain = ({ history, answers, decision }: ItemDocument): boolean =>
  history.length === 0 && answers.length === 0 && decision === undefined

/** An upper bound: JSON in UTF-8 takes at most three bytes for each UTF-16 unit. Items without any answer are estimated. */
const bytesOf = ({ after }: StoredItemChange): number =>
  after ? 3 * (isPlain(after) ? after.path.length + 500 : JSON.stringify(after).length) : 0

const operations = (counts: Readonly<Record<string, number>>): number =>
  Math.ceil(Object.keys(counts).length / incrementsPerOperation)

/** Bytes that a batch with an audit entry keeps free: the ids of 100 items, and its texts. */
const auditBytes = 16 * 1024

const fits = (changes: readonly StoredItemChange[], audited: boolean): boolean => {
  const free = audited ? auditBytes : 0
  if (changes.reduce((sum, change) => sum + bytesOf(change), 0) > maxBatchBytes - free) return false
  const plain = changes.map(({ before, after }) => ({ before: before?.document, after }))
  // Labelers cost most if each has own documents.
  const { by, own } = answerIncrements(answerMoves(plain), new Set(), 0)
  const counted = operations({ ...counterDeltas(plain), ...by }) + own.length
  return changes.length + counted + (audited ? 1 : 0) <= maxBatchCost
}

const halves = <T>(values: readonly T[]): readonly (readonly T[])[] => {
  const middle = Math.ceil(values.length / 2)
  return [values.slice(0, middle), values.slice(middle)]
}

/**
 * Splits changes of one segment into batches of at most `most` changes that fit the store's limits, counters included, and
 * an audit entry if they are `audited`.
 */
export const splitBatches = <T extends StoredItemChange>(
  changes: readonly T[],
  most: number,
  audited = false,
): readonly (readonly T[])[] => {
  const split = (some: readonly T[]): readonly (readonly T[])[] =>
    some.length <= 1 || fits(some, audited) ? [some] : halves(some).flatMap(split)
  const batches: (readonly T[])[] = []
  for (let first = 0; first < changes.length; first += most)
    batches.push(...split(changes.slice(first, first + most)))
  return batches
}

import { segmentPartition, type SegmentKey } from '../model/items/segment.ts'
import type { Store } from '../ports/store.ts'
import { countItems } from './count-items.ts'
import { findCorrections, type Correction } from './find-corrections.ts'
import { areSame, readCounts } from './stored-counts.ts'

export interface SegmentCount {
  readonly items: number
  readonly corrections: readonly Correction[]
}

/**
 * Counts a segment while labelers work in it. The counter documents are read before and after the items: if one of them
 * changed, items changed, too, and the count is not consistent. But the changes of one batch may cancel out and not touch
 * the counters. So after a difference the items are read again: the difference counts only if every item still has the same
 * version, because then the items had these versions when the counter documents were read in between.
 * @returns Undefined if the segment changed during the count.
 */
export const countSegment = async (
  store: Store,
  { uid, segment }: SegmentKey,
): Promise<SegmentCount | undefined> => {
  const partition = segmentPartition(uid, segment)
  const before = await readCounts(store, partition)
  const counted = await countItems(store, partition)
  const stored = await readCounts(store, partition)
  if (!areSame(before, stored)) return undefined
  const corrections = findCorrections(segment, stored, counted)
  if (corrections.length > 0) {
    const { fingerprint } = await countItems(store, partition)
    if (fingerprint !== counted.fingerprint) return undefined
  }
  return { items: counted.items, corrections }
}

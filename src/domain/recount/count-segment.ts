import { segmentPartition } from '../model/items/segment.ts'
import type { Segment } from '../model/items/update-items.ts'
import type { Store } from '../ports/store.ts'
import { countItems } from './count-items.ts'
import { findCorrections, type Correction } from './find-corrections.ts'
import { areSame, readCounts } from './stored-counts.ts'

export interface SegmentCount {
  readonly items: number
  readonly corrections: readonly Correction[]
}

/**
 * Counts a segment while people work in it. The documents that count are read before and after the items: if one of
 * them changed, so did items, and the numbers belong to no moment. Changes of several items in one batch may add up to
 * nothing and leave those documents alone; so items that seem to differ are read once more, and hold only if each is in
 * the same version as before. Then they were so, all together, when the documents were read in between.
 * @returns Undefined if something changed.
 */
export const countSegment = async (
  store: Store,
  { uid, segment }: Segment,
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

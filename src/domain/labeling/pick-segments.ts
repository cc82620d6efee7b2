import { createHash } from 'node:crypto'
import type { UserId } from '../core/ids.ts'
import type { CountersDocument } from '../model/items/counters.ts'

const weight = (uid: string, labeler: UserId, segment: number): number =>
  createHash('sha256').update(`${uid} ${labeler} ${segment}`).digest().readUIntBE(0, 6)

/**
 * The segments with open items, in the order for this labeler (rendezvous hash): labelers are spread over segments, and the
 * order of a labeler does not change when other segments become empty.
 */
export const pickSegments = (
  uid: string,
  labeler: UserId,
  counters: readonly CountersDocument[],
): readonly number[] =>
  counters
    .flatMap(({ open }, segment) => (open > 0 ? [{ segment, weight: weight(uid, labeler, segment) }] : []))
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ segment }) => segment)

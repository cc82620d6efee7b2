import { createHash } from 'node:crypto'
import type { UserId } from '../core/ids.ts'
import type { CountersDocument } from '../model/items/counters.ts'

const weight = (uid: string, labeler: UserId, segment: number): number =>
  createHash('sha256').update(`${uid} ${labeler} ${segment}`).digest().readUIntBE(0, 6)

/**
 * The segments with open items, in the order in which this labeler turns to them (rendezvous hash): labelers spread, and
 * each keeps its order as segments drain.
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

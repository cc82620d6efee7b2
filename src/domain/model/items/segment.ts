import { createHash } from 'node:crypto'
import { itemId, type ItemId } from '../../core/ids.ts'

/** One segment of the project with this `uid`. */
export interface SegmentKey {
  readonly uid: string
  readonly segment: number
}

const itemsPerSegment = 20_000
const maxSegments = 256

/** How many segments a project of that many items gets. */
export const segmentsFor = (expectedItems: number): number =>
  Math.min(maxSegments, Math.max(1, Math.ceil(expectedItems / itemsPerSegment)))

const sha256 = (...parts: readonly string[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part)
  return hash.digest()
}

/** An item's id follows from where its file lies: importing twice finds the same item. */
export const itemIdOf = (datastore: string, path: string): ItemId =>
  itemId.parse(sha256(datastore, path).toString('hex', 0, 16))

export const segmentOf = (item: ItemId, segments: number): number =>
  Number.parseInt(item.slice(0, 8), 16) % segments

/** Container `items`: one logical partition a segment. */
export const segmentPartition = (uid: string, segment: number): string => `${uid}:${segment}`

/** A new item's place in the queue: random, but the same each time for one project and item. From 0 to 2^48 − 1. */
export const rankOf = (uid: string, item: ItemId): number => sha256(uid, item).readUIntBE(0, 6)

export const rankLimit = 2 ** 48

/** The place of a rejected item: before every new one, and the earliest rejected first. */
export const frontOfQueue = (rejectedAt: number): number => rejectedAt - 2 ** 52

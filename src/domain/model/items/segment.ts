import { createHash } from 'node:crypto'
import { itemId, type ItemId } from '../../core/ids.ts'

/** One segment of the project with this `uid`. */
export interface SegmentKey {
  readonly uid: string
  readonly segment: number
}

const itemsPerSegment = 20_000
const maxSegments = 256

/** The number of segments of a project with this many expected items. */
export const segmentsFor = (expectedItems: number): number =>
  Math.min(maxSegments, Math.max(1, Math.ceil(expectedItems / itemsPerSegment)))

const sha256 = (...parts: readonly string[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part)
  return hash.digest()
}

/** The id of the item for a file: a hash of datastore and path, so a second import finds the same item. */
export const itemIdOf = (datastore: string, path: string): ItemId =>
  itemId.parse(sha256(datastore, path).toString('hex', 0, 16))

export const segmentOf = (item: ItemId, segments: number): number =>
  Number.parseInt(item.slice(0, 8), 16) % segments

/** The partition of a segment in the container `items`. */
export const segmentPartition = (uid: string, segment: number): string => `${uid}:${segment}`

/** The place of a new item in the queue: pseudorandom from 0 to 2^48 − 1, always the same for one project and item. */
export const rankOf = (uid: string, item: ItemId): number => sha256(uid, item).readUIntBE(0, 6)

export const rankLimit = 2 ** 48

/** The place of a rejected item in the queue: before every new item, earliest rejection first. */
export const frontOfQueue = (rejectedAt: number): number => rejectedAt - 2 ** 52

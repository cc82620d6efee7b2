import { putNewest } from '../core/put-newest.ts'
import type { Millis } from '../core/time.ts'
import { isLive, type LeaseDocument } from '../model/leases/lease.ts'

/** When the first of the leases of a segment ends, as its last grant read them: so it costs no read. */
export interface LeaseEnds {
  /** @param leases Those of the segment; ended ones do not count */
  readonly note: (partition: string, leases: readonly LeaseDocument[], now: Millis) => void
  /** Undefined if no lease of these segments is known. */
  readonly first: (partitions: Iterable<string>, now: Millis) => Millis | undefined
}

const maxSegments = 10_000

export const createLeaseEnds = (): LeaseEnds => {
  const ends = new Map<string, Millis>()
  return {
    note: (partition, leases, now) => {
      const times = leases.flatMap((lease) => (isLive(lease, now) ? (lease.leaseUntil ?? []) : []))
      if (times.length === 0) ends.delete(partition)
      else putNewest(ends, partition, Math.min(...times), maxSegments)
    },
    first: (partitions, now) => {
      const times = [...partitions].flatMap((partition) => ends.get(partition) ?? [])
      const later = times.filter((time) => time > now)
      return later.length === 0 ? undefined : Math.min(...later)
    },
  }
}

/** Seconds after which to ask again: pages are also submitted and released before their leases end. */
const longestWait = 60
const usualWait = 5

/** The seconds after which an item may be free again. @param end Of the first lease, if it is known */
export const waitUntil = (end: Millis | undefined, now: Millis): number =>
  end === undefined ? usualWait : Math.min(longestWait, Math.max(1, Math.ceil((end - now) / 1000)))

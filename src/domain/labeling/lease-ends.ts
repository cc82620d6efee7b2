import { putNewest } from '../core/put-newest.ts'
import type { UserId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { isLive, type LeaseDocument } from '../model/leases/lease.ts'

/** When the first of the leases of a segment ends, as its last grant read them: so it costs no read. */
export interface LeaseEnds {
  /** @param leases Those of the segment; ended ones do not count */
  readonly note: (partition: string, leases: readonly LeaseDocument[], now: Millis) => void
  /** The first end of a lease of another labeler. Undefined if none is known in these segments. */
  readonly first: (partitions: Iterable<string>, now: Millis, labeler: UserId) => Millis | undefined
}

const maxSegments = 10_000

interface End {
  readonly labeler: UserId
  readonly until: Millis
}

/** The first end, and the first one of another labeler: one of the two is that of others, whoever asks. */
const firstOfTwo = (ends: readonly End[]): readonly End[] => {
  const [first, ...rest] = ends.toSorted((one, other) => one.until - other.until)
  if (!first) return []
  const second = rest.find(({ labeler }) => labeler !== first.labeler)
  return second ? [first, second] : [first]
}

export const createLeaseEnds = (): LeaseEnds => {
  const known = new Map<string, readonly End[]>()
  return {
    note: (partition, leases, now) => {
      const ends = firstOfTwo(
        leases.flatMap((lease) =>
          isLive(lease, now) && lease.leaseUntil !== undefined
            ? { labeler: lease.labeler, until: lease.leaseUntil }
            : [],
        ),
      )
      if (ends.length === 0) known.delete(partition)
      else putNewest(known, partition, ends, maxSegments)
    },
    first: (partitions, now, labeler) => {
      const later = [...partitions].flatMap((partition) =>
        (known.get(partition) ?? []).flatMap((end) =>
          end.labeler !== labeler && end.until > now ? end.until : [],
        ),
      )
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

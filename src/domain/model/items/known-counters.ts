import { putNewest } from '../../core/put-newest.ts'
import type { Day } from '../../core/day.ts'
import { isFresh, type Millis } from '../../core/time.ts'
import type { Store } from '../../ports/store.ts'
import { counters, countersId, noCounters } from './counters.ts'
import { labelerKey, labelerKeys, recentOf } from './labeler-counts.ts'

/** What this process remembers of the counters document of a segment. */
export interface KnownCounters {
  readonly epoch: number
  /** Absent if the segment does not count them. */
  readonly returned: number | undefined
  /** The keys of the labelers whose counters are in the document. Absent if it has none of them. */
  readonly labelers: ReadonlySet<string> | undefined
  /** The first day whose answers it counts. Absent if it has none. */
  readonly firstDay: Day | undefined
  /** The earliest day in `recent`; absent if it is empty. */
  readonly recentFrom: Day | undefined
  /** The time of the read; absent if its age does not matter. */
  readonly readAt?: Millis | undefined
}

const maxSegments = 2000

/** By the store that it was read from, and by partition; the segment used last is last. */
const memories = new WeakMap<Store, Map<string, KnownCounters>>()

const memoryOf = (store: Store): Map<string, KnownCounters> => {
  const memory = memories.get(store) ?? new Map<string, KnownCounters>()
  memories.set(store, memory)
  return memory
}

const remember = (store: Store, partition: string, known: KnownCounters): void => {
  putNewest(memoryOf(store), partition, known, maxSegments)
}

const earliest = (days: readonly (Day | undefined)[]): Day | undefined => {
  const known = days.filter((day) => day !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

/** Adds what a batch of this process has written. */
export const noteIncrements = (
  store: Store,
  partition: string,
  {
    labelers,
    returned,
    recentFrom,
  }: {
    readonly labelers: Iterable<string>
    readonly returned: number
    readonly recentFrom?: Day | undefined
  },
): void => {
  const known = memories.get(store)?.get(partition)
  if (!known) return
  const joined = known.labelers && [...labelers].filter((key) => !known.labelers?.has(key))
  remember(store, partition, {
    ...known,
    labelers: known.labelers && joined?.length ? new Set([...known.labelers, ...joined]) : known.labelers,
    returned: known.returned === undefined ? undefined : known.returned + returned,
    recentFrom: earliest([known.recentFrom, recentFrom]),
  })
}

export const forgetCounters = (store: Store, partition: string): void => {
  memories.get(store)?.delete(partition)
}

const readKnown = async (store: Store, partition: string, readAt?: Millis): Promise<KnownCounters> => {
  const stored = await counters.read(store, partition, countersId)
  const document = stored?.document ?? noCounters
  const { epoch, returned, days } = document
  const known: KnownCounters = {
    epoch,
    returned,
    labelers: labelerKeys(document),
    firstDay: days?.first,
    recentFrom: earliest(recentOf(document).map(([day]) => day)),
    readAt,
  }
  if (stored) remember(store, partition, known)
  return known
}

/**
 * The counters of a segment as this process knows them, of any age: for a batch that fails if their epoch has ended, and
 * for the place of a labeler's counters, where any place is right.
 */
export const knownCounters = async (store: Store, partition: string): Promise<KnownCounters> =>
  memoryOf(store).get(partition) ?? readKnown(store, partition)

const hintAge: Millis = 30_000

/**
 * False if the segment has no rejected items in its queue, as of half a minute ago or later; this process' own rejections
 * are known at once. A hint: only the order of work may follow from it.
 */
export const mayHaveReturned = async (store: Store, partition: string, now: Millis): Promise<boolean> => {
  const known = memoryOf(store).get(partition)
  const { returned } =
    known?.readAt !== undefined && isFresh(now, known.readAt, hintAge)
      ? known
      : await readKnown(store, partition, now)
  return returned === undefined || returned > 0
}

/** The most bytes of labelers' names in a counters document: some 140 people with object ids of Entra ID. */
const maxLabelerBytes = 6 * 1024

/** One name with its number. */
const bytesOf = (key: string): number => key.length + 7

/**
 * Chooses the labelers of a batch whose counters go to the counters document: those who are in it, and others while there is
 * room. Each byte of that document makes every answer of the segment dearer; after some 20 KB, own documents are cheaper.
 */
export const shareCounters = (
  { labelers }: Pick<KnownCounters, 'labelers'>,
  users: Iterable<string>,
): ReadonlySet<string> => {
  if (!labelers) return new Set()
  const newcomers = [...new Set([...users].map(labelerKey))].filter((key) => !labelers.has(key))
  if (newcomers.length === 0) return labelers
  const shared = new Set(labelers)
  let bytes = [...labelers].reduce((sum, key) => sum + bytesOf(key), 0)
  for (const key of newcomers) {
    if (bytes + bytesOf(key) > maxLabelerBytes) continue
    bytes += bytesOf(key)
    shared.add(key)
  }
  return shared
}

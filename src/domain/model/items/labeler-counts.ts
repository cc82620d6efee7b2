import type { Day } from '../../core/day.ts'
import { userId, type UserId } from '../../core/ids.ts'
import type { AnswerMaps, CountersDocument, LabelerDocument } from './counters.ts'

/** Counters of answers: of one labeler, or of one day. */
export interface AnswerCounts {
  /** Items with such an answer in force, by its type. */
  readonly labeled: number
  readonly skipped: number
  /** All such answers that a reviewer rejected. */
  readonly rejected: number
  /** All such answers that were accepted. */
  readonly submitted: number
  /** The time that these took, as far as clients tell. */
  readonly activeMs: number
}

export const noCounts: AnswerCounts = { labeled: 0, skipped: 0, rejected: 0, submitted: 0, activeMs: 0 }

/** A user id as a name in a counters document, where a point would divide a path. User ids have no colon. */
export const labelerKey = (user: string): string => user.replaceAll('.', ':')
const userOf = (key: string): UserId => userId.parse(key.replaceAll(':', '.'))

/** The name of a labeler's answers of one day. */
export const recentKey = (day: Day, user: string): string => `${day}:${labelerKey(user)}`

export const splitRecentKey = (key: string): readonly [day: Day, labeler: string] => {
  const end = key.indexOf(':')
  return [Number(key.slice(0, end)), key.slice(end + 1)]
}

/**
 * Changes of counters as the counters document has them. Instead of `submitted` it has `replaced`, the answers that are no
 * longer in force and were not rejected, so an answer changes one number and not two.
 */
export const toStored = ({
  labeled = 0,
  skipped = 0,
  rejected = 0,
  submitted = 0,
  activeMs = 0,
}: Partial<AnswerCounts>): readonly (readonly [keyof AnswerMaps, number])[] => {
  const replaced = submitted - labeled - skipped - rejected
  const changes = [
    ['labeled', labeled],
    ['skipped', skipped],
    ['rejected', rejected],
    ['replaced', replaced],
    ['activeMs', activeMs],
  ] as const
  return changes.filter(([, by]) => by !== 0)
}

const numberAt = (counts: Readonly<Record<string, number>> | undefined, key: string): number =>
  counts && Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0

/** The counters with this name. */
export const countsAt = (maps: Partial<AnswerMaps>, key: string): AnswerCounts => {
  const [labeled, skipped] = [numberAt(maps.labeled, key), numberAt(maps.skipped, key)]
  const rejected = numberAt(maps.rejected, key)
  const submitted = labeled + skipped + rejected + numberAt(maps.replaced, key)
  return { labeled, skipped, rejected, submitted, activeMs: numberAt(maps.activeMs, key) }
}

/** The counters after changes of those with one name. */
export const addCounts = <T extends AnswerMaps>(maps: T, key: string, changes: Partial<AnswerCounts>): T => ({
  ...maps,
  ...Object.fromEntries(
    toStored(changes).map(([name, by]) => [name, { ...maps[name], [key]: numberAt(maps[name], key) + by }]),
  ),
})

const namesIn = (maps: Partial<AnswerMaps> | undefined): ReadonlySet<string> =>
  new Set(Object.values(maps ?? {}).flatMap((counts) => Object.keys(counts)))

const add = (one: AnswerCounts, other: AnswerCounts): AnswerCounts => ({
  labeled: one.labeled + other.labeled,
  skipped: one.skipped + other.skipped,
  rejected: one.rejected + other.rejected,
  submitted: one.submitted + other.submitted,
  activeMs: one.activeMs + other.activeMs,
})

/** The counters by key, where several parts have some of the same. */
export const sumCounts = <K>(parts: Iterable<readonly [K, AnswerCounts]>): ReadonlyMap<K, AnswerCounts> => {
  const sums = new Map<K, AnswerCounts>()
  for (const [key, counts] of parts) sums.set(key, add(sums.get(key) ?? noCounts, counts))
  return sums
}

type Shared = Pick<CountersDocument, 'labelers' | 'days' | 'recent'>

/** The entries of `recent`, by day and `labelerKey`. */
export const recentOf = ({ recent }: Shared): readonly (readonly [Day, string, AnswerCounts])[] =>
  [...namesIn(recent)].map((key) => [...splitRecentKey(key), countsAt(recent ?? {}, key)] as const)

/** The labelers' counters in the counters document, by user. */
export const sharedCounts = (counters: Shared): ReadonlyMap<UserId, AnswerCounts> => {
  const { labelers = {} } = counters
  return sumCounts([
    ...[...namesIn(labelers)].map((key) => [userOf(key), countsAt(labelers, key)] as const),
    ...recentOf(counters).map(([, key, counts]) => [userOf(key), counts] as const),
  ])
}

/** The keys of the labelers in a counters document; undefined if it has none of them. */
export const labelerKeys = (counters: Shared): ReadonlySet<string> | undefined =>
  counters.labelers && new Set([...namesIn(counters.labelers), ...recentOf(counters).map(([, key]) => key)])

/** The counters of all labelers of a segment: a person can have some in the counters document and some in an own one. */
export const labelersOf = (
  counters: Shared,
  own: readonly LabelerDocument[],
): ReadonlyMap<UserId, AnswerCounts> =>
  sumCounts([
    ...sharedCounts(counters),
    ...own.map(({ user, labeled, skipped, rejected, submitted, activeMs }) => {
      return [user, { labeled, skipped, rejected, submitted, activeMs }] as const
    }),
  ])

/** The counters of the answers of each day, from the first that the segment counts. */
export const daysOf = (counters: Shared): ReadonlyMap<Day, AnswerCounts> => {
  const { days } = counters
  if (!days) return new Map()
  const { first, ...maps } = days
  return sumCounts(
    [
      ...[...namesIn(maps)].map((key) => [Number(key), countsAt(maps, key)] as const),
      ...recentOf(counters).map(([day, , counts]) => [day, counts] as const),
    ].filter(([day]) => day >= first),
  )
}

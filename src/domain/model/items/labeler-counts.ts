import { userId, type UserId } from '../../core/ids.ts'
import type { CountersDocument, LabelerDocument } from './counters.ts'

/** The counters of one labeler. */
export interface LabelerCounts {
  /** Items whose answer is this person's, by its type. */
  readonly labeled: number
  readonly skipped: number
  /** All answers of this person that a reviewer rejected. */
  readonly rejected: number
  /** All answers that were accepted from this person. */
  readonly submitted: number
}

type SharedCounts = NonNullable<CountersDocument['labelers']>

const none: LabelerCounts = { labeled: 0, skipped: 0, rejected: 0, submitted: 0 }

/** A user id as a name in a counters document, where a point would divide a path. User ids have no colon. */
export const labelerKey = (user: string): string => user.replaceAll('.', ':')
const userOf = (key: string): UserId => userId.parse(key.replaceAll(':', '.'))

/**
 * Changes of one labeler's counters as the counters document has them. Instead of `submitted` it has `replaced`, the answers
 * that are no longer in force and were not rejected, so an answer changes one number and not two.
 */
const toShared = ({
  labeled = 0,
  skipped = 0,
  rejected = 0,
  submitted = 0,
}: Partial<LabelerCounts>): readonly (readonly [keyof SharedCounts, number])[] => {
  const replaced = submitted - labeled - skipped - rejected
  const changes = [
    ['labeled', labeled],
    ['skipped', skipped],
    ['rejected', rejected],
    ['replaced', replaced],
  ] as const
  return changes.filter(([, by]) => by !== 0)
}

/** The increments of the counters document for changes of one labeler's counters. */
export const sharedIncrements = (
  user: string,
  changes: Partial<LabelerCounts>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    toShared(changes).map(([name, by]) => [`labelers.${name}.${labelerKey(user)}`, by] as const),
  )

const countAt = (counts: Readonly<Record<string, number>>, key: string): number =>
  Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0

/** The labelers' counters of a counters document after changes of one. */
export const addShared = (
  labelers: SharedCounts | undefined,
  user: string,
  changes: Partial<LabelerCounts>,
): SharedCounts | undefined => {
  if (!labelers) return undefined
  const key = labelerKey(user)
  const sums = { ...labelers }
  for (const [name, by] of toShared(changes))
    sums[name] = { ...sums[name], [key]: countAt(sums[name], key) + by }
  return sums
}

/** The labelers' counters in the counters document, by user. */
export const sharedCounts = ({
  labelers,
}: Pick<CountersDocument, 'labelers'>): ReadonlyMap<UserId, LabelerCounts> => {
  if (!labelers) return new Map()
  return new Map(
    [...(labelerKeys({ labelers }) ?? [])].map((key) => {
      const [labeled, skipped] = [countAt(labelers.labeled, key), countAt(labelers.skipped, key)]
      const rejected = countAt(labelers.rejected, key)
      const submitted = labeled + skipped + rejected + countAt(labelers.replaced, key)
      return [userOf(key), { labeled, skipped, rejected, submitted }]
    }),
  )
}

/** The keys of the labelers in a counters document; undefined if it has none of them. */
export const labelerKeys = ({
  labelers,
}: Pick<CountersDocument, 'labelers'>): ReadonlySet<string> | undefined =>
  labelers && new Set(Object.values(labelers).flatMap((counts) => Object.keys(counts)))

const sum = (one: LabelerCounts, other: LabelerCounts): LabelerCounts => ({
  labeled: one.labeled + other.labeled,
  skipped: one.skipped + other.skipped,
  rejected: one.rejected + other.rejected,
  submitted: one.submitted + other.submitted,
})

/** The counters by user, where several parts count the same person. */
export const sumLabelers = (
  parts: Iterable<readonly [UserId, LabelerCounts]>,
): ReadonlyMap<UserId, LabelerCounts> => {
  const sums = new Map<UserId, LabelerCounts>()
  for (const [user, counts] of parts) sums.set(user, sum(sums.get(user) ?? none, counts))
  return sums
}

/** The counters of all labelers of a segment: a person can have some in the counters document and some in an own one. */
export const labelersOf = (
  counters: Pick<CountersDocument, 'labelers'>,
  own: readonly LabelerDocument[],
): ReadonlyMap<UserId, LabelerCounts> =>
  sumLabelers([
    ...sharedCounts(counters),
    ...own.map(({ user, labeled, skipped, rejected, submitted }) => {
      return [user, { labeled, skipped, rejected, submitted }] as const
    }),
  ])

import { dayOf, type Day } from '../../core/day.ts'
import { userId, type UserId } from '../../core/ids.ts'
import type { Answer, Decided, ItemDocument } from './item.ts'

type Counts = Record<string, number>

/** The paths of the segment counters that count this item. */
const countsOf = (item: ItemDocument): readonly string[] => [
  `states.${item.state}`,
  ...(item.queue === undefined ? [] : ['open']),
  ...(item.queue !== undefined && item.queue < 0 ? ['returned'] : []),
  ...(item.missing ? ['missing'] : []),
  ...(item.changed ? ['changed'] : []),
  ...(item.problem === undefined ? [] : ['problems']),
  ...(item.headerPending ? ['headersPending'] : []),
  ...new Set((item.state === 'removed' ? [] : (item.classes ?? [])).map((id) => `classes.${id}`)),
]

const add = (counts: Counts, path: string, by: number): void => {
  counts[path] = (counts[path] ?? 0) + by
}

const withoutZeros = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([, by]) => by !== 0))

export interface ItemChange {
  readonly before?: ItemDocument | undefined
  readonly after?: ItemDocument | undefined
}

/** The increments of the segment counters for these changes, by path. */
export const counterDeltas = (changes: readonly ItemChange[]): Counts => {
  const counts: Counts = {}
  for (const { before, after } of changes) {
    if (before) for (const path of countsOf(before)) add(counts, path, -1)
    if (after) for (const path of countsOf(after)) add(counts, path, 1)
  }
  return withoutZeros(counts)
}

type Contribution = Answer | Decided

/** The answers of persons that are in force: the labelers' answers and a reviewer's own decision. */
const contributionsOf = (item: ItemDocument | undefined): readonly Contribution[] => {
  if (!item) return []
  const { answers, decision } = item
  return decision?.source === 'Reviewer' ? [...answers, decision] : answers
}

const holds = { Label: 'labeled', Skip: 'skipped' } as const

/** Changes of the counters of one person's answers of one day. */
export interface AnswerMove {
  readonly by: UserId
  /** The day on which the answers were given. */
  readonly day: Day
  /** True for answers that were given, or taken back as if they never were; false for answers that ended. */
  readonly given: boolean
  readonly counts: Counts
}

/** How the answers of an item ended that are no longer in force. */
const endOf = ({ before, after }: ItemChange): 'Rejected' | 'TakenBack' | 'Replaced' => {
  if (!after || contributionsOf(after).length > 0) return 'Replaced'
  const last = after.history.at(-1)
  // Nothing of it is in the history, and the item is open again.
  if (after.state === 'unlabeled' && last === before?.history.at(-1)) return 'TakenBack'
  return last?.action === 'Rejected' ? 'Rejected' : 'Replaced'
}

const given = ({ type, activeMs = 0 }: Contribution, times: 1 | -1): Counts => ({
  [holds[type]]: times,
  submitted: times,
  activeMs: times * activeMs,
})

/**
 * The changes of the counters of answers, by person, day and kind. Answers are compared by identity: a change that keeps an
 * answer must keep the same object.
 */
export const answerMoves = (changes: readonly ItemChange[]): readonly AnswerMove[] => {
  const moves = new Map<string, AnswerMove>()
  const move = ({ by, at }: Contribution, isGiven: boolean, counts: Counts): void => {
    const day = dayOf(at)
    const user = userId.parse(by)
    const key = `${isGiven}:${day}:${user}`
    const sum = moves.get(key)?.counts ?? {}
    for (const [path, count] of Object.entries(counts)) add(sum, path, count)
    moves.set(key, { by: user, day, given: isGiven, counts: sum })
  }
  for (const change of changes) {
    const [old, now] = [contributionsOf(change.before), contributionsOf(change.after)]
    const end = endOf(change)
    for (const one of old) {
      if (now.includes(one)) continue
      if (end === 'TakenBack') move(one, true, given(one, -1))
      else move(one, false, { [holds[one.type]]: -1, rejected: end === 'Rejected' ? 1 : 0 })
    }
    for (const one of now) if (!old.includes(one)) move(one, true, given(one, 1))
  }
  return [...moves.values()]
    .map((one) => ({ ...one, counts: withoutZeros(one.counts) }))
    .filter(({ counts }) => Object.keys(counts).length > 0)
}

const sumBy = <K>(moves: readonly AnswerMove[], keyOf: (move: AnswerMove) => K): ReadonlyMap<K, Counts> => {
  const sums = new Map<K, Counts>()
  for (const move of moves) {
    const sum = sums.get(keyOf(move)) ?? {}
    for (const [path, count] of Object.entries(move.counts)) add(sum, path, count)
    sums.set(keyOf(move), sum)
  }
  return new Map(
    [...sums]
      .map(([key, counts]) => [key, withoutZeros(counts)] as const)
      .filter(([, counts]) => Object.keys(counts).length > 0),
  )
}

/** The increments of each labeler's counters for these changes, by path. */
export const labelerDeltas = (changes: readonly ItemChange[]): ReadonlyMap<UserId, Counts> =>
  sumBy(answerMoves(changes), ({ by }) => by)

/** The increments of each day's counters for these changes, by path. */
export const dayDeltas = (changes: readonly ItemChange[]): ReadonlyMap<Day, Counts> =>
  sumBy(answerMoves(changes), ({ day }) => day)

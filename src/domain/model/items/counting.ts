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

/** True if answers ended, and the history has no entry about it: they count as if they had never been given. */
const wasTakenBack = ({ before, after }: ItemChange): boolean =>
  after !== undefined && before?.history.at(-1) === after.history.at(-1)

/**
 * The increments of each labeler's counters for these changes, by path: answers in force, and answers that were submitted
 * or rejected. Answers are compared by identity: a change that keeps an answer must keep the same object.
 */
export const labelerDeltas = (changes: readonly ItemChange[]): ReadonlyMap<string, Counts> => {
  const byLabeler = new Map<string, Counts>()
  const move = (user: string, path: string, by: number): void => {
    const counts = byLabeler.get(user) ?? {}
    add(counts, path, by)
    byLabeler.set(user, counts)
  }
  for (const change of changes) {
    const { before, after } = change
    const [old, now] = [contributionsOf(before), contributionsOf(after)]
    for (const { by, type } of old) move(by, holds[type], -1)
    for (const { by, type } of now) move(by, holds[type], 1)
    for (const one of now) if (!old.includes(one)) move(one.by, 'submitted', 1)
    if (now.length > 0) continue
    if (wasTakenBack(change)) for (const { by } of old) move(by, 'submitted', -1)
    else if (after?.history.at(-1)?.action === 'Rejected') for (const { by } of old) move(by, 'rejected', 1)
  }
  return new Map(
    [...byLabeler]
      .map(([user, counts]) => [user, withoutZeros(counts)] as const)
      .filter(([, counts]) => Object.keys(counts).length > 0),
  )
}

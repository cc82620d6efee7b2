import { classesOf } from '../labels/label.ts'
import type { ItemDocument } from './item.ts'

type Counts = Record<string, number>

/** What one item adds to its segment's counters, by path. */
const countsOf = (item: ItemDocument): readonly string[] => [
  `states.${item.state}`,
  ...(item.queue === undefined ? [] : ['open']),
  ...(item.missing ? ['missing'] : []),
  ...(item.changed ? ['changed'] : []),
  ...(item.problem === undefined ? [] : ['problems']),
  ...(item.headerPending ? ['headersPending'] : []),
  ...(item.answer?.type === 'Label' ? classesOf(item.answer.label).map((id) => `classes.${id}`) : []),
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

/** By how much the segment's counters move with these changes. */
export const counterDeltas = (changes: readonly ItemChange[]): Counts => {
  const counts: Counts = {}
  for (const { before, after } of changes) {
    if (before) for (const path of countsOf(before)) add(counts, path, -1)
    if (after) for (const path of countsOf(after)) add(counts, path, 1)
  }
  return withoutZeros(counts)
}

/**
 * By how much each labeler's counters move: their answers that hold, and those that were rejected or accepted now.
 * A change that leaves the answer alone keeps the very object, so another object is another answer.
 */
export const labelerDeltas = (changes: readonly ItemChange[]): ReadonlyMap<string, Counts> => {
  const byLabeler = new Map<string, Counts>()
  const move = (user: string, path: string, by: number): void => {
    const counts = byLabeler.get(user) ?? {}
    add(counts, path, by)
    byLabeler.set(user, counts)
  }
  const holds = { Label: 'labeled', Skip: 'skipped' } as const
  for (const { before, after } of changes) {
    const [old, now] = [before?.answer, after?.answer]
    if (old) move(old.by, holds[old.type], -1)
    if (now) move(now.by, holds[now.type], 1)
    if (now && now !== old) move(now.by, 'submitted', 1)
    if (before && after && old && after.history.at(-1)?.action === 'Rejected' && !now)
      move(old.by, 'rejected', 1)
  }
  return new Map(
    [...byLabeler]
      .map(([user, counts]) => [user, withoutZeros(counts)] as const)
      .filter(([, c]) => Object.keys(c).length > 0),
  )
}

import type { Day } from '../../core/day.ts'
import type { BatchOperation } from '../../ports/store.ts'
import { labelerDayId, labelerDocumentId } from './counters.ts'
import type { AnswerMove } from './counting.ts'
import { labelerKey, recentKey, toStored } from './labeler-counts.ts'

type Increment = readonly [path: string, by: number]

const under = (group: string, key: string, { counts }: AnswerMove): readonly Increment[] =>
  toStored(counts).map(([name, by]) => [`${group}.${name}.${key}`, by] as const)

/** The increments of the sums by day; none for a day that the segment does not count. */
const dayIncrements = (move: AnswerMove, firstDay: Day): readonly Increment[] =>
  move.day < firstDay ? [] : under('days', String(move.day), move)

/**
 * The increments for a labeler who is in the counters document. New answers change the numbers of this labeler and day
 * alone. Answers that end can be of any day, so they change the sums; so does an answer taken back where no day is counted.
 */
const sharedIncrements = (move: AnswerMove, firstDay: Day): readonly Increment[] =>
  move.given && firstDay !== Infinity
    ? under('recent', recentKey(move.day, move.by), move)
    : [...under('labelers', labelerKey(move.by), move), ...dayIncrements(move, firstDay)]

/** The increments of the documents of a labeler who has own ones, by document. */
const ownIncrements = ({ by, day, given, counts }: AnswerMove): readonly (readonly [string, Increment])[] => {
  const all = Object.entries(counts)
  return [
    ...all.map((one) => [labelerDocumentId(by), one] as const),
    ...all
      .filter(([name]) => given && (name === 'submitted' || name === 'activeMs'))
      .map((one) => [labelerDayId(day, by), one] as const),
  ]
}

const sum = (increments: readonly Increment[]): Readonly<Record<string, number>> => {
  const sums: Record<string, number> = {}
  for (const [path, by] of increments) sums[path] = (sums[path] ?? 0) + by
  return Object.fromEntries(Object.entries(sums).filter(([, by]) => by !== 0))
}

export interface AnswerIncrements {
  /** Of the counters document. */
  readonly by: Readonly<Record<string, number>>
  readonly own: readonly BatchOperation[]
}

/**
 * The increments for changes of answers. A labeler's counters can be in the counters document, or in own ones.
 * @param shared The keys of the labelers in the counters document.
 * @param firstDay The first day that the segment counts.
 */
export const answerIncrements = (
  moves: readonly AnswerMove[],
  shared: ReadonlySet<string>,
  firstDay: Day,
): AnswerIncrements => {
  const inShared = moves.filter(({ by }) => shared.has(labelerKey(by)))
  const inOwn = moves.filter(({ by }) => !shared.has(labelerKey(by)))
  const own = new Map<string, Increment[]>()
  for (const [id, one] of inOwn.flatMap(ownIncrements)) own.set(id, [...(own.get(id) ?? []), one])
  return {
    by: sum([
      ...inShared.flatMap((move) => sharedIncrements(move, firstDay)),
      ...inOwn.flatMap((move) => dayIncrements(move, firstDay)),
    ]),
    own: [...own]
      .map(([id, increments]) => ({ type: 'increment', id, by: sum(increments) }) as const)
      .filter(({ by }) => Object.keys(by).length > 0),
  }
}

import { fileKey } from '../history/record.ts'
import type { Check, Evidence, Finding } from './evidence.ts'
import { givenIn, storedKey, type GivenAnswer } from './given.ts'
import type { Segment } from './read-store.ts'
import { mostEffects, reviewsIn, until, type DoneBy } from './reviews-in.ts'
import { decidedOf, type StoredAnswer, type StoredItem, type StoredPast } from './shapes.ts'

/** When something may have happened, by the clock of those who did it. */
interface Window {
  readonly from: number
  readonly to: number
}

/** Something that happened to an item, and what can have done it; each of that only once. */
type Happened = readonly Window[]

/**
 * Whether each can have happened at a time of one of its windows, in this order. What has no window at all is
 * found by other rules, and left out here.
 */
const canBeInOrder = (
  [first, ...rest]: readonly Happened[],
  used: readonly Window[],
  now: number,
): boolean => {
  if (!first) return true
  if (first.length === 0) return canBeInOrder(rest, used, now)
  return first
    .filter((window) => now <= window.to && !used.includes(window))
    .toSorted((one, other) => one.to - other.to)
    .some((window) => canBeInOrder(rest, [...used, window], Math.max(now, window.from)))
}

interface Book {
  readonly project: Segment['project']
  readonly given: ReadonlyMap<string, readonly GivenAnswer[]>
  readonly touched: (path: string) => readonly number[]
  readonly doneBy: DoneBy
}

const answering = ({ project, given }: Book, item: StoredItem): ((answer: StoredAnswer) => Happened) => {
  const keyOf = storedKey(project)
  const known = given.get(item.id) ?? []
  return (answer) => known.filter(({ user, labels }) => user === answer.by && labels === keyOf(answer))
}

const ending = ({ project, touched, doneBy }: Book, item: StoredItem) => {
  const rejections = new Map<string, Happened>()
  return ({ action, endedBy }: StoredPast): Happened => {
    // The label that follows a relabel tells when that was.
    if (action === 'Relabeled') return []
    if (action === 'Requeued')
      return touched(item.path).map((from) => ({ from, to: Number.POSITIVE_INFINITY }))
    const known =
      rejections.get(endedBy) ??
      doneBy(project.id, 'rejectItems', item.id, endedBy).flatMap((call) =>
        Array.from({ length: mostEffects(call, item.id) }, () => ({ from: call.from, to: until(call) })),
      )
    rejections.set(endedBy, known)
    return known
  }
}

const happenedTo = (book: Book, item: StoredItem): readonly Happened[] => {
  const answered = answering(book, item)
  const ended = ending(book, item)
  const decided = decidedOf(item)
  return [
    ...item.history.flatMap((past) => [answered(past.decision), ended(past)]),
    ...(decided ? [answered(decided)] : []),
  ]
}

/** The store's order of what happened to an item is one that can have been, whatever its clocks showed. */
export const checkOrder: Check = ({ store, history }: Evidence) => {
  const doneBy = reviewsIn(history.calls)
  const given = new Map(store.projects.map(({ id }) => [id, givenIn(history, id)] as const))
  const problems = store.segments.flatMap(({ project, items }) => {
    const book: Book = {
      project,
      given: given.get(project.id) ?? new Map<string, readonly GivenAnswer[]>(),
      touched: (path) => history.touched.get(fileKey(project.id, path)) ?? [],
      doneBy,
    }
    return items
      .filter((item) => !canBeInOrder(happenedTo(book, item), [], Number.NEGATIVE_INFINITY))
      .map(({ id }) => `${project.id} ${id}: its answers and their ends cannot have come in this order`)
  })
  return [
    {
      rule: 'what happened to an item is in the order in which it happened',
      looked: store.segments.reduce((sum, { items }) => sum + items.length, 0),
      problems,
    },
  ] satisfies Finding[]
}

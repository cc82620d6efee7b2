import { fileKey, type Call } from '../history/record.ts'
import type { Check, Evidence, Finding } from './evidence.ts'
import { groupBy } from './group-by.ts'
import type { Segment } from './read-store.ts'
import { mostEffects, reviewsIn, type DoneBy } from './reviews-in.ts'
import { decidedOf, mostHistory, mostUnapprovals, type StoredItem } from './shapes.ts'

/** An end or an approval of an answer, as the store has it, and the action that does it. */
interface Effect {
  readonly action: 'rejectItems' | 'labelItem' | 'approveItems' | 'unapproveItems'
  readonly by: string
}

const actionOf = { Rejected: 'rejectItems', Relabeled: 'labelItem' } as const

const effectsOn = (item: StoredItem): readonly Effect[] => [
  ...item.history.flatMap(({ action, endedBy: by }) =>
    action === 'Requeued' ? [] : [{ action: actionOf[action], by }],
  ),
  ...[item, ...item.history].flatMap(({ approved, unapproved }) => [
    ...[approved, ...unapproved.map((one) => one.approved)].flatMap((one) =>
      one ? [{ action: 'approveItems' as const, by: one.by }] : [],
    ),
    ...unapproved.map(({ by }) => ({ action: 'unapproveItems' as const, by })),
  ]),
]

/** The item has let go of some of what was done to it. */
const isFull = (item: StoredItem): boolean =>
  item.history.length === mostHistory ||
  [item, ...item.history].some(({ unapproved }) => unapproved.length === mostUnapprovals)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** Nothing was ended or approved more often than somebody did that. */
const effectProblems = ({ project }: Segment, item: StoredItem, doneBy: DoneBy): string[] =>
  [...groupBy(effectsOn(item), ({ action, by }) => `${action} by ${by}`)].flatMap(([what, effects]) => {
    const [effect] = effects
    if (!effect) return []
    const calls = doneBy(project.id, effect.action, item.id, effect.by)
    const most = sum(calls.map((call) => mostEffects(call, item.id)))
    return effects.length > most
      ? [`${project.id} ${item.id}: ${what} is there ${effects.length} times, and was done ${most} times`]
      : []
  })

/** A file puts its item back only if it was touched. */
const requeueProblems = ({ history }: Evidence, { project }: Segment, item: StoredItem): string[] =>
  item.history
    .filter(({ action }) => action === 'Requeued')
    .filter(({ endedBy }) => endedBy !== 'refresh' || !history.touched.has(fileKey(project.id, item.path)))
    .map(({ endedBy }) => `${project.id} ${item.id}: an answer was put back by ${endedBy} without a cause`)

/** After a relabel comes that reviewer's label; any other answer needs an item that was put back before. */
const successorProblems = ({ project }: Segment, item: StoredItem): string[] =>
  item.history.flatMap(({ action, endedBy, endedAt }, index) => {
    const next = item.history[index + 1]?.decision ?? decidedOf(item)
    const isRelabel = next?.by === endedBy && next.at === endedAt
    return (action === 'Relabeled') === isRelabel
      ? []
      : [`${project.id} ${item.id}: after ${action} by ${endedBy} follows an answer that does not`]
  })

/** Whether the item shows all of these accepted calls of one reviewer. */
const isSeen = (calls: readonly Call[], item: StoredItem, touched: boolean): boolean => {
  const [call] = calls
  if (!call) return true
  const all = effectsOn(item).filter(({ action }) => action === call.action)
  const mine = all.filter(({ by }) => by === call.user)
  if (call.action === 'rejectItems' || call.action === 'unapproveItems') return mine.length >= calls.length
  // Approving again what the same reviewer has approved is accepted, and leaves the first approval. An approval of a file that
  // has changed takes the place of the one before.
  if (call.action === 'approveItems') return mine.length > 0 || (touched && all.length > 0)
  return item.state === 'removed'
}

/** Each accepted review action can be seen, unless the item's history is full and has let it go. */
const lostReviews = ({
  history,
  store,
}: Evidence): { readonly looked: number; readonly problems: string[] } => {
  const items = new Map(
    store.segments.flatMap(({ project, items }) =>
      items.map((item) => [`${project.id} ${item.id}`, item] as const),
    ),
  )
  const accepted = history.calls
    .filter(({ action }) => action !== 'submitPage')
    .flatMap((call) => [...call.accepted].map((id) => ({ call, id })))
  const groups = groupBy(accepted, ({ call, id }) => `${call.project} ${id} ${call.action} ${call.user}`)
  const problems = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { call, id } = first
    const item = items.get(`${call.project} ${id}`)
    if (!item) return [`${call.project} ${id}: the item is not there`]
    const calls = group.map((one) => one.call)
    const touched = history.touched.has(fileKey(call.project, item.path))
    return isFull(item) || isSeen(calls, item, touched)
      ? []
      : [
          `${call.project} ${id}: ${call.action} by ${call.user} was acknowledged ${calls.length} times, first at ${call.to}, and not all of it is there`,
        ]
  })
  return { looked: accepted.length, problems }
}

/** What ended or marked an answer was done by somebody, and what reviewers did is there. */
export const checkReviews: Check = (evidence) => {
  const doneBy = reviewsIn(evidence.history.calls)
  const items = evidence.store.segments.flatMap((segment) => segment.items.map((item) => ({ segment, item })))
  return [
    {
      rule: 'every answer that was ended or approved was so by somebody who did it',
      looked: sum(items.map(({ item }) => item.history.length + 1)),
      problems: items.flatMap(({ segment, item }) => [
        ...effectProblems(segment, item, doneBy),
        ...requeueProblems(evidence, segment, item),
        ...successorProblems(segment, item),
      ]),
    },
    { rule: 'every acknowledged review action is there', ...lostReviews(evidence) },
  ] satisfies Finding[]
}

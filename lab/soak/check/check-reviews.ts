import type { Call } from '../history/record.ts'
import { fileKey } from '../history/record.ts'
import type { Check, Evidence, Finding } from './evidence.ts'
import type { Segment } from './read-store.ts'
import { decidedOf, mostHistory, type StoredItem, type StoredPast } from './shapes.ts'

const slack = 5

type Review = 'rejectItems' | 'approveItems' | 'acceptSkips' | 'labelItem'

const itemsOf = ({ items = [], answers = [] }: Call): readonly string[] => [
  ...items,
  ...answers.map(({ item }) => item),
]

/** What was sent without an answer may be done later than the answer to its repetition. */
const until = ({ lost, to }: Call): number => (lost > 0 ? Number.POSITIVE_INFINITY : to + slack)

/** The calls of reviewers by what they do and to which item. */
const indexReviews = (calls: readonly Call[]): ReadonlyMap<string, readonly Call[]> => {
  const index = new Map<string, Call[]>()
  for (const call of calls) {
    if (call.action === 'submitPage' || call.outcome === 'refused') continue
    for (const item of itemsOf(call)) {
      const key = `${call.project} ${call.action} ${item}`
      index.set(key, [...(index.get(key) ?? []), call])
    }
  }
  return index
}

/** Whether somebody did that to the item at that time. */
type Done = (action: Review, item: string, by: string, at: number) => boolean

const doneIn =
  (index: ReadonlyMap<string, readonly Call[]>, project: string): Done =>
  (action, item, by, at) =>
    (index.get(`${project} ${action} ${item}`) ?? []).some(
      (call) =>
        call.user === by &&
        call.from - slack <= at &&
        at <= until(call) &&
        (call.accepted.has(item) || call.lost > 0 || action === 'labelItem'),
    )

const endingProblem = (
  { history }: Evidence,
  { project }: Segment,
  item: StoredItem,
  { action, endedBy, endedAt }: StoredPast,
  done: Done,
): string | undefined => {
  const touched = () =>
    (history.touched.get(fileKey(project.id, item.path)) ?? []).some((at) => at <= endedAt + slack)
  const explained = {
    Rejected: () => done('rejectItems', item.id, endedBy, endedAt),
    Relabeled: () => done('labelItem', item.id, endedBy, endedAt),
    Requeued: () => endedBy === 'refresh' && touched(),
  }[action]()
  return explained
    ? undefined
    : `${project.id} ${item.id}: an answer was ${action} by ${endedBy} at ${endedAt}, and nobody did that`
}

/** After a relabel comes that reviewer's label; any other answer needs an item that was put back before. */
const orderProblems = ({ project }: Segment, item: StoredItem): string[] =>
  item.history.flatMap(({ action, endedBy, endedAt }, index) => {
    const next = item.history[index + 1]?.decision ?? decidedOf(item)
    const isRelabel = next?.by === endedBy && next.at === endedAt
    return (action === 'Relabeled') === isRelabel
      ? []
      : [`${project.id} ${item.id}: after ${action} by ${endedBy} follows an answer that does not`]
  })

const markProblems = ({ project }: Segment, item: StoredItem, done: Done): string[] => {
  const approvals = [item.approved, ...item.history.map(({ approved }) => approved)].filter(
    (one) => one !== undefined,
  )
  return approvals
    .filter(({ by, at }) => !done('approveItems', item.id, by, at))
    .map(({ by, at }) => `${project.id} ${item.id}: approved by ${by} at ${at}, who did not`)
}

/** @param touched When the file of the item was written. */
const isVisible = (call: Call, item: StoredItem, touched: readonly number[]): boolean => {
  const inTime = (at: number): boolean => call.from - slack <= at && at <= call.to + slack
  if (call.action === 'rejectItems')
    return item.history.some(
      ({ action, endedBy, endedAt }) => action === 'Rejected' && endedBy === call.user && inTime(endedAt),
    )
  // A later approval of the same answer replaces an earlier one if the file changed meanwhile.
  const replaced = (approvedAt: number, answeredAt: number): boolean =>
    answeredAt <= call.to + slack &&
    call.from - slack <= approvedAt &&
    touched.some((at) => at <= approvedAt + slack)
  if (call.action === 'approveItems')
    // Approving again what the same reviewer has approved is accepted, and leaves the first approval.
    return [{ approved: item.approved, decision: decidedOf(item), endedAt: Infinity }, ...item.history].some(
      ({ approved, decision, endedAt }) =>
        approved &&
        decision &&
        endedAt >= call.from - slack &&
        ((approved.by === call.user && approved.at <= call.to + slack) || replaced(approved.at, decision.at)),
    )
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
  const touchedAt = (call: Call, { path }: StoredItem): readonly number[] =>
    history.touched.get(fileKey(call.project, path)) ?? []
  const accepted = history.calls
    .filter(({ action }) => action !== 'submitPage')
    .flatMap((call) => [...call.accepted].map((id) => ({ call, id })))
  const problems = accepted.flatMap(({ call, id }) => {
    const item = items.get(`${call.project} ${id}`)
    if (!item) return [`${call.project} ${id}: the item is not there`]
    if (item.history.length === mostHistory || isVisible(call, item, touchedAt(call, item))) return []
    return [
      `${call.project} ${id}: ${call.action} by ${call.user} was acknowledged at ${call.to}, and is not there`,
    ]
  })
  return { looked: accepted.length, problems }
}

/** What ended or marked an answer was done by somebody, and what reviewers did is there. */
export const checkReviews: Check = (evidence) => {
  const index = indexReviews(evidence.history.calls)
  const problems: string[] = []
  let looked = 0
  for (const segment of evidence.store.segments) {
    const done = doneIn(index, segment.project.id)
    for (const item of segment.items) {
      looked += item.history.length + 1
      for (const past of item.history) {
        const problem = endingProblem(evidence, segment, item, past, done)
        if (problem !== undefined) problems.push(problem)
      }
      problems.push(...orderProblems(segment, item), ...markProblems(segment, item, done))
    }
  }
  return [
    { rule: 'every answer that was ended or approved was so by somebody who did it', looked, problems },
    { rule: 'every acknowledged review action is there', ...lostReviews(evidence) },
  ] satisfies Finding[]
}

import type { Call, History } from '../history/record.ts'
import { groupBy } from './group-by.ts'
import { decidedOf, type StoredAnswer, type StoredItem, type StoredProject } from './shapes.ts'

/** Stands in the place of labels for a skip. */
const skipped = 'skipped'

export const labelsKey = (labels: readonly string[] | undefined): string =>
  labels === undefined ? skipped : JSON.stringify(labels.toSorted())

export const isSkip = (key: string): boolean => key === skipped

/** An answer that somebody gave: acknowledged, or perhaps taken. */
export interface GivenAnswer {
  readonly item: string
  readonly user: string
  readonly labels: string
  /** It was not taken before, and, if it is sure, not after. */
  readonly from: number
  readonly to: number
  /** Whether it was acknowledged. */
  readonly sure: boolean
}

/** One sending of an answer. */
interface Sending {
  readonly call: Call
  readonly item: string
  readonly labels: string
}

const sendingsByItem = (calls: readonly Call[]): ReadonlyMap<string, Sending[]> =>
  groupBy(
    calls.flatMap((call) =>
      (call.answers ?? []).map(({ item, labels }) => ({ call, item, labels: labelsKey(labels) })),
    ),
    ({ item }) => item,
  )

const isAccepted = ({ call, item }: Sending): boolean => call.outcome === 'ok' && call.accepted.has(item)

/** All sendings of an answer from one page: at most one answer can have been taken, whoever of the tabs sent it. */
const givenFromPage = (sendings: readonly Sending[]): GivenAnswer[] => {
  const acknowledged = sendings.filter(isAccepted)
  const [first] = acknowledged
  if (first) {
    const { item, labels, call } = first
    const takenBy = sendings.filter((one) => one.labels === labels)
    const from = Math.min(...takenBy.map((one) => one.call.from))
    const to = Math.min(...acknowledged.map((one) => one.call.to))
    return [{ item, user: call.user, labels, from, to, sure: true }]
  }
  return sendings
    .filter(({ call }) => call.outcome === 'unknown')
    .map(({ item, labels, call: { user, from, to } }) => ({ item, user, labels, from, to, sure: false }))
}

const givenOnPage = (calls: readonly Call[]): GivenAnswer[] =>
  [...sendingsByItem(calls).values()].flatMap(givenFromPage)

const relabels = (calls: readonly Call[]): GivenAnswer[] =>
  calls
    .filter(({ action, outcome }) => action === 'labelItem' && outcome !== 'refused')
    .flatMap(({ user, answers = [], from, to, outcome }) =>
      answers.map(({ item, labels }) => ({
        item,
        user,
        labels: labelsKey(labels),
        from,
        to,
        sure: outcome === 'ok',
      })),
    )

export const submitsByPage = ({ calls }: History, project: string): Map<string, Call[]> =>
  groupBy(
    calls.filter((call) => call.project === project && call.action === 'submitPage'),
    ({ page = '' }) => page,
  )

/** Pages from which two different answers to one item, or two different outcomes of one answer, were acknowledged. */
export const contradictions = (history: History, project: string): string[] =>
  [...submitsByPage(history, project)].flatMap(([page, calls]) =>
    [...sendingsByItem(calls)].flatMap(([item, sendings]) => {
      const taken = new Set(sendings.filter(isAccepted).map(({ labels }) => labels))
      const refused = sendings.filter((one) => one.call.outcome === 'ok' && !isAccepted(one))
      return taken.size > 1 || refused.some(({ labels }) => taken.has(labels))
        ? [`${project} ${item}: two different answers from the page ${page} were acknowledged`]
        : []
    }),
  )

/** What was given in a project, by item. */
export const givenIn = (history: History, project: string): ReadonlyMap<string, GivenAnswer[]> =>
  groupBy(
    [
      ...[...submitsByPage(history, project).values()].flatMap(givenOnPage),
      ...relabels(history.calls.filter((call) => call.project === project)),
    ],
    ({ item }) => item,
  )

/** What the store says was given for an item: first to last. */
export const answersOf = (item: StoredItem): readonly StoredAnswer[] => {
  const decided = decidedOf(item)
  return [...item.history.map(({ decision }) => decision), ...(decided ? [decided] : [])]
}

export const storedKey = ({ classes }: StoredProject): ((answer: StoredAnswer) => string) => {
  const paths = new Map(classes.map(({ id, path }) => [id, path] as const))
  return ({ type, label }) =>
    labelsKey(type === 'Skip' ? undefined : (label?.classes ?? []).map((id) => paths.get(id) ?? id))
}

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

const answersKey = (call: Call): string =>
  (call.answers ?? [])
    .map(({ item, labels }) => `${item} ${labelsKey(labels)}`)
    .toSorted()
    .join('\n')

/** All sendings of one page: at most one set of answers can have been taken, whoever of the tabs sent it. */
const givenOnPage = (calls: readonly Call[]): GivenAnswer[] => {
  const acknowledged = calls.filter(({ outcome }) => outcome === 'ok')
  const [first] = acknowledged
  const takenBy = first ? calls.filter((call) => answersKey(call) === answersKey(first)) : calls
  if (first) {
    const from = Math.min(...takenBy.map((call) => call.from))
    const to = Math.min(...acknowledged.map((call) => call.to))
    return (first.answers ?? [])
      .filter(({ item }) => first.accepted.has(item))
      .map(({ item, labels }) => ({
        item,
        user: first.user,
        labels: labelsKey(labels),
        from,
        to,
        sure: true,
      }))
  }
  return calls
    .filter(({ outcome }) => outcome === 'unknown')
    .flatMap(({ user, answers = [], from, to }) =>
      answers.map(({ item, labels }) => ({ item, user, labels: labelsKey(labels), from, to, sure: false })),
    )
}

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

/** Pages of which two different sets of answers, or two different outcomes, were acknowledged. */
export const contradictions = (history: History, project: string): string[] =>
  [...submitsByPage(history, project)]
    .filter(([, calls]) => {
      const outcomes = calls
        .filter(({ outcome }) => outcome === 'ok')
        .map((call) => `${answersKey(call)} ${[...call.accepted].toSorted().join(' ')}`)
      return new Set(outcomes).size > 1
    })
    .map(([page]) => `${project}: two different sets of answers of the page ${page} were acknowledged`)

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

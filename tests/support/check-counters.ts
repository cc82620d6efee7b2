import { dayOf } from '../../src/domain/core/day.ts'
import { labelers } from '../../src/domain/model/items/counters.ts'
import { counterDeltas } from '../../src/domain/model/items/counting.ts'
import { decidedOf, items, type ItemDocument } from '../../src/domain/model/items/item.ts'
import {
  daysOf,
  labelersOf,
  noCounts,
  type AnswerCounts,
} from '../../src/domain/model/items/labeler-counts.ts'
import { readCounters, type Segmented } from '../../src/domain/model/items/read-counters.ts'
import { segmentPartition } from '../../src/domain/model/items/segment.ts'
import type { DocumentKind } from '../../src/domain/model/documents/define-document.ts'
import type { Store, Stored, StoredDocument } from '../../src/domain/ports/store.ts'

/** Every document of a kind in a segment. */
export const readAll = async <T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
): Promise<readonly Stored<T>[]> => {
  const found: Stored<T>[] = []
  let continuation: string | undefined
  do {
    const page = kind.parseListPage(
      await store.query(kind.container, partition, {
        where: [{ field: 'kind', op: 'eq', value: kind.kind }],
        orderBy: 'id',
        limit: 1000,
        continuation,
      }),
    )
    found.push(...page.documents)
    continuation = page.continuation
  } while (continuation !== undefined)
  return found
}

const flatten = (document: Record<string, unknown>, prefix = ''): [string, number][] =>
  Object.entries(document).flatMap(([key, value]): [string, number][] => {
    if (typeof value === 'number') return value === 0 ? [] : [[`${prefix}${key}`, value]]
    return typeof value === 'object' && value !== null
      ? flatten(value as Record<string, unknown>, `${prefix}${key}.`)
      : []
  })

const sorted = (counts: Iterable<[string, number]>): string =>
  JSON.stringify([...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)))

interface AnswerInItem {
  readonly by: string
  readonly at: number
  readonly type: 'Label' | 'Skip'
  readonly activeMs?: number | undefined
  /** How it ended; undefined if it is in force. */
  readonly ended?: string | undefined
}

/** Everything that anybody has answered, as the items show it. */
const answersIn = (all: readonly ItemDocument[]): readonly AnswerInItem[] =>
  all.flatMap((item) => {
    const decided = decidedOf(item)
    const past = item.history.map(({ decision, action }) => ({ ...decision, ended: action }))
    return decided ? [decided, ...past] : past
  })

/** The counters of these answers by another way than the service counts them. */
const countAnswers = (answers: readonly AnswerInItem[]): AnswerCounts => {
  const count = (test: (answer: AnswerInItem) => boolean): number => answers.filter(test).length
  return {
    labeled: count(({ type, ended }) => ended === undefined && type === 'Label'),
    skipped: count(({ type, ended }) => ended === undefined && type === 'Skip'),
    rejected: count(({ ended }) => ended === 'Rejected'),
    submitted: answers.length,
    activeMs: answers.reduce((sum, { activeMs = 0 }) => sum + activeMs, 0),
  }
}

const answerProblems = <K>(
  what: string,
  counted: ReadonlyMap<K, AnswerCounts>,
  answers: readonly AnswerInItem[],
  keyOf: (answer: AnswerInItem) => K,
): readonly string[] =>
  [...new Set([...counted.keys(), ...answers.map(keyOf)])].flatMap((key) => {
    const is = counted.get(key) ?? noCounts
    const shouldBe = countAnswers(answers.filter((answer) => keyOf(answer) === key))
    return sorted(Object.entries(is)) === sorted(Object.entries(shouldBe))
      ? []
      : [`${what} ${String(key)}: counted ${JSON.stringify(is)}, there are ${JSON.stringify(shouldBe)}`]
  })

/**
 * Recounts a project from its items. Empty if the counters and the labelers' counters equal the documents.
 * @param known The items of each segment, if they were just read
 */
export const counterProblems = async (
  store: Store,
  project: Segmented,
  known: readonly (readonly ItemDocument[])[] = [],
): Promise<readonly string[]> => {
  const counted = await readCounters(store, project)
  const problems: string[] = []
  for (let segment = 0; segment < project.segments; segment += 1) {
    const partition = segmentPartition(project.uid, segment)
    const all = known[segment] ?? (await readAll(store, items, partition)).map(({ document }) => document)
    const { id: _, kind: __, epoch, labelers: ___, days, recent: ____, ...numbers } = counted[segment]!
    const is = sorted(flatten(numbers))
    const { returned, ...plain } = counterDeltas(all.map((after) => ({ after })))
    const isOld = numbers.returned === undefined
    const shouldBe = sorted(Object.entries({ ...plain, ...(isOld || !returned ? {} : { returned }) }))
    if (is !== shouldBe) problems.push(`segment ${segment}: counted ${is}, there are ${shouldBe}`)
    const late = all.filter(({ epochs = {} }) =>
      Object.values(epochs).some((one) => one !== undefined && one > epoch),
    )
    for (const { path } of late) problems.push(`segment ${segment}: ${path} has an epoch after ${epoch}`)
    const own = (await readAll(store, labelers, partition)).map(({ document }) => document)
    const answers = answersIn(all)
    problems.push(
      ...answerProblems<string>('labeler', labelersOf(counted[segment]!, own), answers, ({ by }) => by),
    )
    const first = days?.first ?? Infinity
    const counts = answers.filter(({ at }) => dayOf(at) >= first)
    problems.push(...answerProblems('day', daysOf(counted[segment]!), counts, ({ at }) => dayOf(at)))
  }
  return problems
}

import { labelers } from '../../src/domain/model/items/counters.ts'
import { counterDeltas } from '../../src/domain/model/items/counting.ts'
import { decidedOf, items, type ItemDocument } from '../../src/domain/model/items/item.ts'
import { labelersOf, type LabelerCounts } from '../../src/domain/model/items/labeler-counts.ts'
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

const answersHeld = (all: readonly ItemDocument[], user: string, type: 'Label' | 'Skip'): number =>
  all.map(decidedOf).filter((decided) => decided?.by === user && decided.type === type).length

const labelerProblems = (
  user: string,
  labeler: LabelerCounts | undefined,
  all: readonly ItemDocument[],
): readonly string[] => {
  const past = all.flatMap(({ history }) => history).filter(({ decision }) => decision.by === user)
  const labeled = answersHeld(all, user, 'Label')
  const skipped = answersHeld(all, user, 'Skip')
  const expected = {
    labeled,
    skipped,
    rejected: past.filter(({ action }) => action === 'Rejected').length,
    submitted: labeled + skipped + past.length,
  }
  return Object.entries(expected).flatMap(([name, count]) => {
    const counted = labeler?.[name as keyof typeof expected] ?? 0
    return counted === count ? [] : [`${user}: ${name} is counted ${counted}, it is ${count}`]
  })
}

/** Everybody who has answered, as the items show it. */
const peopleIn = (all: readonly ItemDocument[]): readonly string[] =>
  all.flatMap((item) => [
    ...item.history.map(({ decision }) => decision.by),
    ...(item.decision ? [decidedOf(item)?.by ?? ''] : []),
  ])

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
    const { id: _, kind: __, epoch, labelers: ___, ...numbers } = counted[segment]!
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
    const people = new Map<string, LabelerCounts>(labelersOf(counted[segment]!, own))
    for (const user of new Set([...people.keys(), ...peopleIn(all)]))
      problems.push(...labelerProblems(user, people.get(user), all))
  }
  return problems
}

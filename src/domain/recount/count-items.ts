import { createHash } from 'node:crypto'
import { dayOf, type Day } from '../core/day.ts'
import { userId, type UserId } from '../core/ids.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { counterDeltas, dayDeltas, labelerDeltas } from '../model/items/counting.ts'
import { items, type Decided, type ItemDocument, type PastDecision } from '../model/items/item.ts'
import { noCounts, sumCounts, type AnswerCounts } from '../model/items/labeler-counts.ts'
import type { Query, Store } from '../ports/store.ts'
import type { CountsByPath } from './counter-paths.ts'

/** The counters that follow from the items of a segment. */
export interface ItemCounts {
  readonly counters: CountsByPath
  /** By labeler and by day: the answers in force, and the past ones that the items still show. */
  readonly labelers: ReadonlyMap<UserId, AnswerCounts>
  readonly days: ReadonlyMap<Day, AnswerCounts>
  /** A lower bound of the segment's epoch: no item has a later one. */
  readonly epoch: number
  /** The number of items. */
  readonly items: number
  /** A hash of the ids and etags of all items: equal fingerprints mean equal versions. */
  readonly fingerprint: string
}

const query: Query = {
  where: [{ field: 'kind', op: 'eq', value: items.kind }],
  orderBy: 'id',
  limit: 1000,
}

const sum = (one: CountsByPath, other: CountsByPath): CountsByPath => {
  const counts = { ...one }
  for (const [path, count] of Object.entries(other)) counts[path] = (counts[path] ?? 0) + count
  return counts
}

const epochsOf = ({ epochs = {}, history }: ItemDocument): readonly number[] =>
  [epochs, ...history.map((past) => past.epochs ?? {})].flatMap((all) =>
    Object.values(all).flatMap((epoch) => epoch ?? []),
  )

const inForce = ({ labeled = 0, skipped = 0, submitted = 0, activeMs = 0 }: CountsByPath): AnswerCounts => ({
  labeled,
  skipped,
  rejected: 0,
  submitted,
  activeMs,
})

const isByPerson = ({ decision: { source } }: PastDecision): boolean =>
  source === 'Labeler' || source === 'Reviewer'

/** The past answers of persons that an item still shows. */
const pastOf = ({ history }: ItemDocument): readonly (readonly [Decided, AnswerCounts])[] =>
  history.filter(isByPerson).map(({ decision, action }) => [
    decision,
    {
      ...noCounts,
      rejected: action === 'Rejected' ? 1 : 0,
      submitted: 1,
      activeMs: decision.activeMs ?? 0,
    },
  ])

/** Counts the items of a segment as if each were new, with the functions that maintain the counters. */
export const countItems = async (store: Store, partition: string): Promise<ItemCounts> => {
  const versions = createHash('sha256')
  let counters: CountsByPath = {}
  let labelers: ReadonlyMap<UserId, AnswerCounts> = new Map()
  let days: ReadonlyMap<Day, AnswerCounts> = new Map()
  let count = 0
  let epoch = 0
  for await (const list of queryAll(store, items, partition, query)) {
    const created = list.map(({ document }) => ({ after: document }))
    const past = list.flatMap(({ document }) => pastOf(document))
    counters = sum(counters, counterDeltas(created))
    labelers = sumCounts([
      ...labelers,
      ...[...labelerDeltas(created)].map(([user, counts]) => [user, inForce(counts)] as const),
      ...past.map(([{ by }, counts]) => [userId.parse(by), counts] as const),
    ])
    days = sumCounts([
      ...days,
      ...[...dayDeltas(created)].map(([day, counts]) => [day, inForce(counts)] as const),
      ...past.map(([{ at }, counts]) => [dayOf(at), counts] as const),
    ])
    for (const { document, etag } of list) {
      versions.update(`${document.id} ${etag}\n`)
      epoch = Math.max(epoch, ...epochsOf(document))
    }
    count += list.length
  }
  return { counters, labelers, days, epoch, items: count, fingerprint: versions.digest('base64url') }
}

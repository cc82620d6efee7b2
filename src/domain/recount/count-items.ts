import { createHash } from 'node:crypto'
import { queryAll } from '../model/documents/query-documents.ts'
import { counterDeltas, labelerDeltas } from '../model/items/counting.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import type { Query, Store } from '../ports/store.ts'
import type { CountsByPath } from './counter-paths.ts'

/** Answers that are no longer in force. */
export interface PastAnswers {
  readonly rejected: number
  /** Ended in another way than by a rejection. */
  readonly replaced: number
}

/** The counters that follow from the items of a segment. */
export interface ItemCounts {
  readonly counters: CountsByPath
  readonly labelers: ReadonlyMap<string, CountsByPath>
  /** Past answers that the items still show, by labeler. */
  readonly past: ReadonlyMap<string, PastAnswers>
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

const addPast = (past: Map<string, PastAnswers>, { history }: ItemDocument): void => {
  for (const { decision, action } of history) {
    const { rejected, replaced } = past.get(decision.by) ?? { rejected: 0, replaced: 0 }
    past.set(
      decision.by,
      action === 'Rejected' ? { rejected: rejected + 1, replaced } : { rejected, replaced: replaced + 1 },
    )
  }
}

/** Counts the items of a segment as if each were new, with the functions that maintain the counters. */
export const countItems = async (store: Store, partition: string): Promise<ItemCounts> => {
  const labelers = new Map<string, CountsByPath>()
  const past = new Map<string, PastAnswers>()
  const versions = createHash('sha256')
  let counters: CountsByPath = {}
  let count = 0
  let epoch = 0
  for await (const list of queryAll(store, items, partition, query)) {
    const created = list.map(({ document }) => ({ after: document }))
    counters = sum(counters, counterDeltas(created))
    for (const [user, counts] of labelerDeltas(created))
      labelers.set(user, sum(labelers.get(user) ?? {}, counts))
    for (const { document, etag } of list) {
      versions.update(`${document.id} ${etag}\n`)
      epoch = Math.max(epoch, ...epochsOf(document))
      addPast(past, document)
    }
    count += list.length
  }
  return { counters, labelers, past, epoch, items: count, fingerprint: versions.digest('base64url') }
}

import { createHash } from 'node:crypto'
import { queryPages } from '../model/documents/query-documents.ts'
import { counterDeltas, labelerDeltas } from '../model/items/counting.ts'
import { items } from '../model/items/item.ts'
import type { Query, Store } from '../ports/store.ts'
import type { CountsByPath } from './counter-paths.ts'

/** What the items of a segment say that its counters must be. */
export interface ItemCounts {
  readonly counters: CountsByPath
  readonly labelers: ReadonlyMap<string, CountsByPath>
  /** How many items there are. */
  readonly items: number
  /** Two readings with the same fingerprint saw every item in the same version. */
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

/** Counts the items of a segment as if each had just been created: by the functions that keep the counters. */
export const countItems = async (store: Store, partition: string): Promise<ItemCounts> => {
  const labelers = new Map<string, CountsByPath>()
  const versions = createHash('sha256')
  let counters: CountsByPath = {}
  let count = 0
  for await (const page of queryPages(store, items, partition, query)) {
    const created = page.map(({ document }) => ({ after: document }))
    counters = sum(counters, counterDeltas(created))
    for (const [user, counts] of labelerDeltas(created))
      labelers.set(user, sum(labelers.get(user) ?? {}, counts))
    for (const { document, etag } of page) versions.update(`${document.id} ${etag}\n`)
    count += page.length
  }
  return { counters, labelers, items: count, fingerprint: versions.digest('base64url') }
}

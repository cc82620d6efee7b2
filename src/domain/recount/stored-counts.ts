import { queryAll } from '../model/documents/query-documents.ts'
import {
  counters,
  countersId,
  labelers,
  type CountersDocument,
  type LabelerDocument,
} from '../model/items/counters.ts'
import type { Query, Store, Stored } from '../ports/store.ts'

/** The counter documents of a segment. */
export interface StoredCounts {
  readonly counters: Stored<CountersDocument> | undefined
  readonly labelers: ReadonlyMap<string, Stored<LabelerDocument>>
}

const query: Query = {
  where: [{ field: 'kind', op: 'eq', value: labelers.kind }],
  orderBy: 'id',
  limit: 1000,
}

export const readCounts = async (store: Store, partition: string): Promise<StoredCounts> => {
  const found = new Map<string, Stored<LabelerDocument>>()
  for await (const list of queryAll(store, labelers, partition, query))
    for (const stored of list) found.set(stored.document.user, stored)
  return { counters: await counters.read(store, partition, countersId), labelers: found }
}

/**
 * True if no counter changed between two reads. A relabel may change the counters of labelers only, and the first answer of
 * a labeler creates a document, so all documents are compared.
 */
export const areSame = (one: StoredCounts, other: StoredCounts): boolean =>
  one.counters?.etag === other.counters?.etag &&
  one.labelers.size === other.labelers.size &&
  [...one.labelers].every(([user, { etag }]) => other.labelers.get(user)?.etag === etag)

import type { Query, Store } from '../../ports/store.ts'
import { queryAll } from '../documents/query-documents.ts'
import { labelers, type LabelerDocument } from './counters.ts'

const documentsPerRead = 200

/** The counters of the labelers of a segment that are not in its counters document. */
export const readOwnCounters = async (
  store: Store,
  partition: string,
): Promise<readonly LabelerDocument[]> => {
  const found: LabelerDocument[] = []
  const query: Query = {
    where: [{ field: 'kind', op: 'eq', value: labelers.kind }],
    orderBy: 'id',
    limit: documentsPerRead,
  }
  for await (const documents of queryAll(store, labelers, partition, query))
    found.push(...documents.map(({ document }) => document))
  return found
}

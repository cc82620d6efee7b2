import type { UserId } from '../../core/ids.ts'
import { queryAll } from '../documents/query-documents.ts'
import type { ProjectDocument } from '../projects/project.ts'
import type { Query, Store } from '../../ports/store.ts'
import { labelers, noCounters, type CountersDocument, type LabelerDocument } from './counters.ts'
import { labelersOf, type AnswerCounts } from './labeler-counts.ts'
import { segmentPartition } from './segment.ts'

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

/** The counters of all labelers of a segment. @param counters Those of each segment of the project */
export const readSegmentLabelers = async (
  store: Store,
  { uid }: Pick<ProjectDocument, 'uid'>,
  counters: readonly CountersDocument[],
  segment: number,
): Promise<ReadonlyMap<UserId, AnswerCounts>> =>
  labelersOf(counters[segment] ?? noCounters, await readOwnCounters(store, segmentPartition(uid, segment)))

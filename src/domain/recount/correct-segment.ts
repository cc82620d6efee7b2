import { userId } from '../core/ids.ts'
import { auditId, auditOperation, segmentAudits, type AuditChange } from '../model/audit/audit.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { openWork } from '../model/operations/open-work.ts'
import type { CounterDifference, OperationDocument } from '../model/operations/operation.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { maxBatchCost, type Query, type Store } from '../ports/store.ts'
import type { Correction } from './find-corrections.ts'

/** A segment in the recount of an operation. */
export interface RecountedSegment {
  readonly operation: OperationDocument
  readonly project: ProjectDocument
  readonly segment: number
}

/** One operation of each batch creates its audit entry. */
const correctionsPerBatch = maxBatchCost - 1

/** Ids of audit entries follow from operation, segment and batch, so a repeated step finds the earlier corrections. */
const auditMoment = ({ operation, segment }: RecountedSegment, batch: string) => ({
  at: operation.startedAt,
  unique: `${operation.id}s${segment}b${batch}`,
})

const toChange = ({ counter, stored, counted }: CounterDifference): AuditChange => ({
  name: counter,
  from: String(stored),
  to: String(counted),
})

/** Reads the earlier corrections of this operation in the segment, from their audit entries. */
export const readCorrected = async (
  store: Store,
  recounted: RecountedSegment,
): Promise<{ readonly batches: number; readonly differences: readonly CounterDifference[] }> => {
  const { project, segment } = recounted
  const first = auditId(project.id, auditMoment(recounted, ''))
  const query: Query = {
    where: [
      { field: 'kind', op: 'eq', value: segmentAudits.kind },
      { field: 'id', op: 'gt', value: first },
      { field: 'id', op: 'lt', value: `${first}~` },
    ],
    orderBy: 'id',
    limit: 100,
  }
  const differences: CounterDifference[] = []
  let batches = 0
  for await (const list of queryAll(store, segmentAudits, segmentPartition(project.uid, segment), query))
    for (const { document } of list) {
      batches += 1
      for (const { name, from, to } of document.changes ?? [])
        differences.push({ segment, counter: name, stored: Number(from), counted: Number(to) })
    }
  return { batches, differences }
}

/**
 * Writes corrections, each on the etag of the counted version.
 * @param batches The number of batches that this operation has written in the segment before.
 * @returns False if a counter document has changed since the count; then not all corrections are written.
 * @throws WorkStopped, DomainError `ServiceUnavailable`
 */
export const correctSegment = async (
  store: Store,
  recounted: RecountedSegment,
  corrections: readonly Correction[],
  batches: number,
): Promise<boolean> => {
  const { operation, project, segment } = recounted
  const caller = { user: userId.parse(operation.startedBy), requestId: operation.requestId }
  for (let first = 0; first < corrections.length; first += correctionsPerBatch) {
    const some = corrections.slice(first, first + correctionsPerBatch)
    // A deletion of the project ends the operation first. Do not create counters again after it.
    await openWork(store, operation.id, 'recount')
    const written = await store.batch('items', segmentPartition(project.uid, segment), [
      ...some.map((one) => one.operation),
      auditOperation(caller, project, auditMoment(recounted, String(batches + first / correctionsPerBatch)), {
        action: 'RecountProject',
        target: operation.id,
        comment: `Segment ${segment}`,
        changes: some.flatMap(({ differences }) => differences).map(toChange),
      }),
    ])
    if (!written.ok) return false
  }
  return true
}

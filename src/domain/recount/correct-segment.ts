import { userId } from '../core/ids.ts'
import { auditId, auditOperation, segmentAudits, type AuditChange } from '../model/audit/audit.ts'
import { queryPages } from '../model/documents/query-documents.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { openWork } from '../model/operations/open-work.ts'
import type { CounterDifference, OperationDocument } from '../model/operations/operation.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { maxBatchCost, type Query, type Store } from '../ports/store.ts'
import type { Correction } from './find-corrections.ts'

/** A segment that is recounted for an operation. */
export interface RecountedSegment {
  readonly operation: OperationDocument
  readonly project: ProjectDocument
  readonly segment: number
}

/** One operation of each batch is its audit. */
const perBatch = maxBatchCost - 1

/** The audit of each batch has an id that follows from the operation, so a step that is repeated finds what was done. */
const momentOf = ({ operation, segment }: RecountedSegment, batch: string) => ({
  at: operation.startedAt,
  unique: `${operation.id}s${segment}b${batch}`,
})

const toChange = ({ counter, stored, counted }: CounterDifference): AuditChange => ({
  name: counter,
  from: String(stored),
  to: String(counted),
})

/** What the batches of this operation have corrected in this segment before, by their audit. */
export const readCorrected = async (
  store: Store,
  recounted: RecountedSegment,
): Promise<{ readonly batches: number; readonly differences: readonly CounterDifference[] }> => {
  const { project, segment } = recounted
  const first = auditId(project.id, momentOf(recounted, ''))
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
  for await (const page of queryPages(store, segmentAudits, segmentPartition(project.uid, segment), query))
    for (const { document } of page) {
      batches += 1
      for (const { name, from, to } of document.changes ?? [])
        differences.push({ segment, counter: name, stored: Number(from), counted: Number(to) })
    }
  return { batches, differences }
}

/**
 * Writes corrections, each on the etag that it was counted with.
 * @param batches How many this operation has written in this segment before.
 * @returns Whether all are written; if not, something changed since it was counted.
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
  for (let first = 0; first < corrections.length; first += perBatch) {
    const some = corrections.slice(first, first + perBatch)
    // A deletion that began meanwhile has ended the operation; it must not find counters made anew.
    await openWork(store, operation.id, 'recount')
    const written = await store.batch('items', segmentPartition(project.uid, segment), [
      ...some.map((one) => one.operation),
      auditOperation(caller, project, momentOf(recounted, String(batches + first / perBatch)), {
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

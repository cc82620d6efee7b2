import type { AuditChange } from '../model/audit/audit.ts'
import { readWorkAudits, workAudit, type WorkedSegment } from '../model/audit/work-audits.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { openWork } from '../model/operations/open-work.ts'
import type { CounterDifference } from '../model/operations/operation.ts'
import { maxBatchCost, type Store } from '../ports/store.ts'
import type { Correction } from './find-corrections.ts'

/** One operation of each batch creates its audit entry. */
const correctionsPerBatch = maxBatchCost - 1

const toChange = ({ counter, stored, counted }: CounterDifference): AuditChange => ({
  name: counter,
  from: String(stored),
  to: String(counted),
})

/** Reads the earlier corrections of this operation in the segment, from their audit entries. */
export const readCorrected = async (
  store: Store,
  recounted: WorkedSegment,
): Promise<{ readonly batches: number; readonly differences: readonly CounterDifference[] }> => {
  const { segment } = recounted
  const differences: CounterDifference[] = []
  let batches = 0
  for await (const { changes = [] } of readWorkAudits(store, recounted)) {
    batches += 1
    for (const { name, from, to } of changes)
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
  recounted: WorkedSegment,
  corrections: readonly Correction[],
  batches: number,
): Promise<boolean> => {
  const { operation, project, segment } = recounted
  for (let first = 0; first < corrections.length; first += correctionsPerBatch) {
    const some = corrections.slice(first, first + correctionsPerBatch)
    // A deletion of the project ends the operation first. Do not create counters again after it.
    await openWork(store, operation.id, 'recount')
    const written = await store.batch('items', segmentPartition(project.uid, segment), [
      ...some.map((one) => one.operation),
      workAudit(recounted, String(batches + first / correctionsPerBatch), {
        action: 'RecountProject',
        comment: `Segment ${segment}`,
        changes: some.flatMap(({ differences }) => differences).map(toChange),
      }),
    ])
    if (!written.ok) return false
  }
  return true
}

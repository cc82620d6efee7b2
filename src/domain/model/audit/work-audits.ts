import { userId } from '../../core/ids.ts'
import type { BatchOperation, Query, Store } from '../../ports/store.ts'
import { queryAll } from '../documents/query-documents.ts'
import { segmentPartition } from '../items/segment.ts'
import type { OperationDocument } from '../operations/operation.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { auditId, auditOperation, segmentAudits, type AuditDetails, type AuditDocument } from './audit.ts'

/** A segment in the work of an operation. */
export interface WorkedSegment {
  readonly operation: OperationDocument
  readonly project: ProjectDocument
  readonly segment: number
}

/** The ids of entries begin with operation and segment, so a repeated step finds what the work has changed. */
const momentOf = ({ operation, segment }: WorkedSegment, batch: string) => ({
  at: operation.startedAt,
  unique: `${operation.id}s${segment}b${batch}`,
})

/**
 * The operation that creates the entry of one batch of changes.
 * @param batch Letters `a-z` and digits; unique in the segment.
 */
export const workAudit = (
  worked: WorkedSegment,
  batch: string,
  details: Omit<AuditDetails, 'target'>,
): BatchOperation => {
  const { operation, project } = worked
  const caller = { user: userId.parse(operation.startedBy), requestId: operation.requestId }
  return auditOperation(caller, project, momentOf(worked, batch), { ...details, target: operation.id })
}

/** The entries of the work in the segment so far. */
export async function* readWorkAudits(
  store: Store,
  worked: WorkedSegment,
): AsyncGenerator<AuditDocument, void, undefined> {
  const { project, segment } = worked
  const first = auditId(project.id, momentOf(worked, ''))
  const query: Query = {
    where: [
      { field: 'kind', op: 'eq', value: segmentAudits.kind },
      { field: 'id', op: 'gt', value: first },
      { field: 'id', op: 'lt', value: `${first}~` },
    ],
    orderBy: 'id',
    limit: 100,
  }
  for await (const list of queryAll(store, segmentAudits, segmentPartition(project.uid, segment), query))
    for (const { document } of list) yield document
}

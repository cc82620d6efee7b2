import {
  segmentAudits,
  workspaceAudits,
  type AuditAction,
  type AuditDocument,
} from '../../src/domain/model/audit/audit.ts'
import type { Segmented } from '../../src/domain/model/items/read-counters.ts'
import { segmentPartition } from '../../src/domain/model/items/segment.ts'
import { projectScope } from '../../src/domain/model/projects/project.ts'
import type { Store } from '../../src/domain/ports/store.ts'
import { readAll } from './check-counters.ts'

/** The entries of an action in the scope of a project, the newest first. */
export const audits = async (
  store: Store,
  uid: string,
  action: AuditAction,
): Promise<readonly AuditDocument[]> => {
  const { documents } = await store.query('workspace', projectScope(uid), {
    where: [{ field: 'kind', op: 'eq', value: workspaceAudits.kind }],
    orderBy: 'id',
    limit: 100,
  })
  return documents
    .map((stored) => workspaceAudits.parse(stored).document)
    .filter((entry) => entry.action === action)
}

/** All entries in the segments of a project. */
export const segmentEntries = async (
  store: Store,
  { uid, segments }: Segmented,
): Promise<readonly AuditDocument[]> => {
  const all = await Promise.all(
    Array.from({ length: segments }, (_, segment) =>
      readAll(store, segmentAudits, segmentPartition(uid, segment)),
    ),
  )
  return all.flat().map(({ document }) => document)
}

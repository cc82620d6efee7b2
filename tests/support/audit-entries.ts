import { workspaceAudits, type AuditAction, type AuditDocument } from '../../src/domain/model/audit/audit.ts'
import { projectScope } from '../../src/domain/model/projects/project.ts'
import type { Store } from '../../src/domain/ports/store.ts'

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

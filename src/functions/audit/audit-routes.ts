import type { Deps } from '../../domain/ports/deps.ts'
import { listAudit } from '../../domain/audit/list-audit.ts'
import { listWorkspaceAudit } from '../../domain/audit/list-workspace-audit.ts'
import type { Route } from '../http/route.ts'
import { listAuditRoute } from './list-audit.ts'
import { listWorkspaceAuditRoute } from './list-workspace-audit.ts'

export const auditRoutes = (deps: Pick<Deps, 'store'>): readonly Route[] => [
  listAuditRoute(listAudit(deps)),
  listWorkspaceAuditRoute(listWorkspaceAudit(deps)),
]

import type { ListWorkspaceAudit } from '../../domain/audit/list-workspace-audit.ts'
import { listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { auditList, toEntry } from './audit-schemas.ts'

export const listWorkspaceAuditRoute = (listWorkspaceAudit: ListWorkspaceAudit) =>
  defineRoute(
    {
      operation: 'listWorkspaceAudit',
      method: 'GET',
      path: '/audit',
      summary: 'Who did what to datastores and datasets, the newest first',
      description: 'Each project has an audit of its own. Of a credential it is told what kind it is.',
      tag: 'Service',
      access: permissions.listWorkspaceAudit,
      query: listQuery,
      responses: { 200: { description: 'A page of entries', body: auditList } },
      errors: ['InvalidContinuation'],
    },
    {
      run: ({ caller, query }) =>
        listWorkspaceAudit(caller, { pageSize: query.maxpagesize, continuation: query.continuation }),
      present: ({ entries, continuation }, context) => ({
        status: 200,
        body: toList({ documents: entries, continuation }, context, toEntry),
      }),
    },
  )

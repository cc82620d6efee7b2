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
      summary: 'Lists the audit entries of datastores and datasets, newest first',
      description:
        'Each project has its own audit. An entry about a credential holds the credential type only.',
      tag: 'Service',
      access: permissions.listWorkspaceAudit,
      query: listQuery,
      responses: { 200: { description: 'One list page of entries', body: auditList } },
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

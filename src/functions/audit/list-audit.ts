import { z } from 'zod'
import type { ListAudit } from '../../domain/audit/list-audit.ts'
import { projectName } from '../../domain/core/ids.ts'
import { listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { auditList, toEntry } from './audit-schemas.ts'

export const listAuditRoute = (listAudit: ListAudit) =>
  defineRoute(
    {
      operation: 'listAudit',
      method: 'GET',
      path: '/projects/{project}/audit',
      summary: 'Lists the audit entries of a project, newest first',
      description:
        'Covers settings, members, reviews, refreshes, exports and deletions. A review of many items creates several entries with the same `requestId`. The entries stay readable after the project is deleted. A new project with the same name also lists the project-level entries of the deleted one.',
      tag: 'Projects',
      access: permissions.listAudit,
      params: z.object({ project: projectName }),
      query: listQuery,
      responses: { 200: { description: 'One list page of entries', body: auditList } },
      errors: ['ProjectNotFound', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query }) =>
        listAudit(caller, {
          ...params,
          pageSize: query.maxpagesize,
          continuation: query.continuation,
        }),
      present: ({ entries, continuation }, context) => ({
        status: 200,
        body: toList({ documents: entries, continuation }, context, toEntry),
      }),
    },
  )

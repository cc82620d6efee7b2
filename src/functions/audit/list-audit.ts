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
      summary: 'Who did what in a project, the newest first',
      description:
        'Settings, members, reviews, refreshes, exports and deletions. A review of many items has several entries with one requestId. It can still be read when the project is deleted; a project that is made again under the name has what was done to the project itself before, too.',
      tag: 'Projects',
      access: permissions.listAudit,
      params: z.object({ project: projectName }),
      query: listQuery,
      responses: { 200: { description: 'A page of entries', body: auditList } },
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

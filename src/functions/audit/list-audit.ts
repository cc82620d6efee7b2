import { z } from 'zod'
import { auditActions, type AuditDocument } from '../../domain/audit/audit.ts'
import type { ListAudit } from '../../domain/audit/list-audit.ts'
import { projectName } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const auditEntry = z
  .object({
    at: z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' }),
    by: z.string().meta({ description: 'The object id of whoever did it' }),
    action: z.enum(auditActions),
    target: z
      .string()
      .optional()
      .meta({ description: 'A member, an export, an operation or a page, as the action says' }),
    changes: z
      .array(z.object({ name: z.string(), from: z.string().optional(), to: z.string().optional() }))
      .optional()
      .meta({ description: 'Settings by name; of long ones only that they changed' }),
    items: z.array(z.string()).optional().meta({ description: 'Ids, at most 20 an entry' }),
    comment: z.string().optional(),
    requestId: z.string().optional().meta({ description: 'The `x-ms-request-id` of the request' }),
  })
  .meta({ id: 'AuditEntry', description: 'Who did what when; never changed and never deleted' })

const toEntry = (document: AuditDocument): z.input<typeof auditEntry> => {
  const { at, by, action, target, changes, items, comment, requestId } = document
  return { at: toIso(at), by, action, target, changes, items, comment, requestId }
}

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
      responses: { 200: { description: 'A page of entries', body: listOf(auditEntry, 'AuditList') } },
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

import { z } from 'zod'
import { auditActions, type AuditDocument } from '../../domain/model/audit/audit.ts'
import { toIso } from '../../domain/core/time.ts'
import { listOf } from '../http/list.ts'

const auditEntry = z
  .object({
    at: z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' }),
    by: z.string().meta({ description: 'The object id of the user who made the change' }),
    action: z.enum(auditActions),
    target: z.string().optional().meta({
      description:
        'The changed object: a member, export, operation, page, datastore or dataset, depending on `action`',
    }),
    changes: z
      .array(z.object({ name: z.string(), from: z.string().optional(), to: z.string().optional() }))
      .optional()
      .meta({
        description:
          'The changed settings, by name. Long values are left out. A recount lists counters by name.',
      }),
    items: z.array(z.string()).optional().meta({ description: 'Item ids, at most 20 per entry' }),
    comment: z.string().optional(),
    requestId: z.string().optional().meta({ description: 'The `x-ms-request-id` of the request' }),
  })
  .meta({ id: 'AuditEntry', description: 'One audit entry: user, action and time. Entries are append-only.' })

export const auditList = listOf(auditEntry, 'AuditList')

export const toEntry = (document: AuditDocument): z.input<typeof auditEntry> => {
  const { at, by, action, target, changes, items, comment, requestId } = document
  return { at: toIso(at), by, action, target, changes, items, comment, requestId }
}

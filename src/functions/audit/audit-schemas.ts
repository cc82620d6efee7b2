import { z } from 'zod'
import { auditActions, type AuditDocument } from '../../domain/model/audit/audit.ts'
import { toIso } from '../../domain/core/time.ts'
import { listOf } from '../http/list.ts'

const auditEntry = z
  .object({
    at: z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' }),
    by: z.string().meta({ description: 'The object id of whoever did it' }),
    action: z.enum(auditActions),
    target: z.string().optional().meta({
      description: 'A member, an export, an operation, a page, a datastore or a dataset, as the action says',
    }),
    changes: z
      .array(z.object({ name: z.string(), from: z.string().optional(), to: z.string().optional() }))
      .optional()
      .meta({ description: 'Settings by name, of long ones only that they changed; counters by name' }),
    items: z.array(z.string()).optional().meta({ description: 'Ids, at most 20 an entry' }),
    comment: z.string().optional(),
    requestId: z.string().optional().meta({ description: 'The `x-ms-request-id` of the request' }),
  })
  .meta({ id: 'AuditEntry', description: 'Who did what when; never changed and never deleted' })

export const auditList = listOf(auditEntry, 'AuditList')

export const toEntry = (document: AuditDocument): z.input<typeof auditEntry> => {
  const { at, by, action, target, changes, items, comment, requestId } = document
  return { at: toIso(at), by, action, target, changes, items, comment, requestId }
}

import { z } from 'zod'
import { auditActions, type AuditDocument } from '../../domain/model/audit/audit.ts'
import { answerChoice } from '../../domain/core/choice.ts'
import { itemId, userId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { listOf } from '../http/list.ts'

const settingChange = z
  .object({
    name: z.string().meta({ description: 'The name of the setting', example: 'pageLease' }),
    from: z.string().optional().meta({ description: 'The value before, as text; absent if there was none' }),
    to: z.string().optional().meta({ description: 'The value after, as text; absent if there is none' }),
  })
  .meta({ id: 'SettingChange', description: 'A changed setting' })

const auditEntry = z
  .object({
    at: z.iso.datetime().meta({ description: 'The time of the change', example: '2026-10-01T08:30:00.000Z' }),
    by: userId.meta({ description: 'The object id of the user who made the change' }),
    action: answerChoice('AuditAction', auditActions).meta({ description: 'The kind of change' }),
    target: z.string().optional().meta({
      description:
        'The changed object: a member, person, export, operation, page, datastore or dataset, depending on `action`',
    }),
    changes: z.array(settingChange).optional().meta({
      description:
        'The changed settings, by name. Long values are left out. A recount lists counters by name.',
    }),
    items: z
      .array(itemId)
      .optional()
      .meta({ description: 'Item ids: at most 20 of a review, and 98 of long work' }),
    comment: z.string().optional().meta({ description: 'The comment of the user' }),
    requestId: z.string().optional().meta({ description: 'The `x-ms-request-id` of the request' }),
  })
  .meta({ id: 'AuditEntry', description: 'One audit entry: user, action and time. Entries are append-only.' })

export const auditList = listOf(auditEntry, 'AuditList')

export const toEntry = (document: AuditDocument): z.input<typeof auditEntry> => {
  const { at, by, action, target, changes, items, comment, requestId } = document
  return { at: toIso(at), by, action, target, changes, items, comment, requestId }
}

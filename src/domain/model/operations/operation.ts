import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { exportId, operationId, projectName, projectUid } from '../../core/ids.ts'

export const operationStatuses = ['NotStarted', 'Running', 'Succeeded', 'Failed', 'Canceled'] as const

const base = {
  id: operationId,
  kind: z.literal('operation'),
  status: z.enum(operationStatuses),
  project: projectName,
  projectUid,
  startedAt: z.number(),
  startedBy: z.string(),
  /** The request that asked for it: the same in the log of the request and in that of the work. */
  requestId: z.string().optional(),
  endedAt: z.number().optional(),
  /** How far it is, in items; `total` once it is known. */
  done: z.number(),
  total: z.number().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** True until it has ended; what `resumeOperations` looks for. Absent afterwards. */
  open: z.literal(true).optional(),
  ttl: z.number().optional(),
}

const operationDocument = z.discriminatedUnion('work', [
  z.object({ ...base, work: z.literal('import') }),
  z.object({ ...base, work: z.literal('refresh'), full: z.boolean() }),
  z.object({ ...base, work: z.literal('export'), export: exportId }),
  z.object({ ...base, work: z.literal('delete'), deleteFiles: z.boolean() }),
])

/**
 * Long work as its caller sees it, and the intent from which the orchestration is started (again).
 * Container `workspace`, partition `operation`, id = the orchestration's instance id.
 */
export type OperationDocument = z.output<typeof operationDocument>
export const operations = defineDocument({
  scope: 'Workspace',
  kind: 'operation',
  schema: operationDocument,
  partition: 'operation',
  id: 'id',
  about: 'long work: intent, progress, end; 30 days',
  fields: { open: 'boolean', startedAt: 'number' },
  indexes: [['kind', 'open', 'startedAt']],
})
export const operationPartition = 'operation'
/** Seconds that an ended operation can still be read. */
export const operationRetention = 30 * 24 * 3600

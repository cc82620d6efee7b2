import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { exportId, operationId, projectName, projectUid } from '../../core/ids.ts'

export const operationStatuses = ['NotStarted', 'Running', 'Succeeded', 'Failed', 'Canceled'] as const

/** A counter that is not what the documents say. */
const counterDifference = z.object({
  segment: z.number().int(),
  /** `states.labeled`, `classes.c1`, `labelers.<user>.labeled` */
  counter: z.string(),
  stored: z.number(),
  counted: z.number(),
})
export type CounterDifference = z.output<typeof counterDifference>

const recountReport = z.object({
  /** The first of them, at most `mostDifferences`. */
  differences: z.array(counterDifference),
  differenceCount: z.number().int(),
  /** Segments whose items changed all the time while they were counted; nothing is known of them. */
  busySegments: z.array(z.number().int()),
  /** The differences were corrected. */
  repaired: z.boolean(),
})
export type RecountReport = z.output<typeof recountReport>
/** Differences that a report shows; further ones are only counted. */
export const mostDifferences = 100

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
  z.object({ ...base, work: z.literal('recount'), repair: z.boolean(), recount: recountReport.optional() }),
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

import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { itemCriteria } from '../items/item-filter.ts'
import { exportId, operationId, projectName, projectUid } from '../../core/ids.ts'
import { fileChanges } from '../files/file-changes.ts'
import { fileTally } from '../files/file-report.ts'

export const operationStatuses = ['NotStarted', 'Running', 'Succeeded', 'Failed', 'Canceled'] as const

/** A counter whose stored value differs from the count of its documents. */
const counterDifference = z.object({
  segment: z.number().int(),
  /** `states.labeled`, `classes.c1`, `labelers.<user>.labeled` */
  counter: z.string(),
  stored: z.number(),
  counted: z.number(),
})
export type CounterDifference = z.output<typeof counterDifference>

const recountReport = z.object({
  /** The first differences, at most `maxDifferences`. */
  differences: z.array(counterDifference),
  differenceCount: z.number().int(),
  /** Segments that could not be counted, because their items changed during every attempt. */
  busySegments: z.array(z.number().int()),
  /** True if the differences were corrected. */
  repaired: z.boolean(),
})
export type RecountReport = z.output<typeof recountReport>
/** The most differences of a report; further ones are only counted. */
export const maxDifferences = 100

/** `Restore` undoes `Remove`. */
export const removalActions = ['Remove', 'Restore'] as const
export type RemovalAction = (typeof removalActions)[number]

/** What reviewers do to all items that meet a filter. */
export const bulkReviewActions = ['Approve', 'Unapprove', 'Reject', 'AcceptSkip'] as const
export type BulkReviewAction = (typeof bulkReviewActions)[number]

/** Of work that changes the items that meet a filter. */
const bulkWork = {
  criteria: itemCriteria,
  /** The number of items that the caller expects to change; the work changes none if another number matches. */
  expectedCount: z.number().int(),
  comment: z.string().optional(),
  /** Present once the items were counted and their number was as expected. */
  counted: z.literal(true).optional(),
}

/** What `resumeOperations` saw of the instance of an open operation, by the clock of the store. */
const instanceWatch = z.object({
  /** The turn that the instance had reached. */
  turn: z.string(),
  since: z.number(),
  /** The last look, to a quarter of the time without a turn. Absent in earlier documents: none. */
  seen: z.number().default(0),
  /** How often in a row the instance was ended because it made no progress. */
  ended: z.number().int(),
  /** The instance was ended at this turn: the next one is that of its new start, which is no progress. */
  begunAnew: z.literal(true).optional(),
})

const base = {
  id: operationId,
  kind: z.literal('operation'),
  status: z.enum(operationStatuses),
  project: projectName,
  projectUid,
  startedAt: z.number(),
  startedBy: z.string(),
  /** The id of the request that started the operation; in the logs of both. */
  requestId: z.string().optional(),
  endedAt: z.number().optional(),
  /** Progress in items; `total` is present once it is known. */
  done: z.number(),
  total: z.number().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** Present until the operation has ended; `resumeOperations` queries it. */
  open: z.literal(true).optional(),
  /** The name of the site that runs the operation. Absent in documents of earlier versions until a site takes them over. */
  site: z.string().optional(),
  watch: instanceWatch.optional(),
  ttl: z.number().optional(),
}

/** Of an import or a refresh, so far. `filesListed`: the listing has ended, so `files` has all files. */
const fileWork = {
  changes: fileChanges.optional(),
  files: fileTally.optional(),
  filesListed: z.literal(true).optional(),
}

const operationDocument = z.discriminatedUnion('work', [
  z.object({ ...base, ...fileWork, work: z.literal('import') }),
  z.object({
    ...base,
    ...fileWork,
    work: z.literal('refresh'),
    full: z.boolean(),
    /** Items without a file are marked, however many they are. */
    confirmMissing: z.literal(true).optional(),
  }),
  z.object({ ...base, work: z.literal('export'), export: exportId }),
  z.object({ ...base, work: z.literal('deleteExport'), export: exportId }),
  z.object({ ...base, work: z.literal('delete'), deleteFiles: z.boolean() }),
  z.object({ ...base, ...bulkWork, work: z.literal('removeItems'), action: z.enum(removalActions) }),
  z.object({
    ...base,
    ...bulkWork,
    work: z.literal('reviewItems'),
    action: z.enum(bulkReviewActions),
    /** The last epoch of each segment in which an item may have changed; present after the first step. */
    snapshot: z.array(z.number()).optional(),
    /** The items that were counted and left alone, because they changed since. Present after the last step. */
    left: z.number().optional(),
  }),
  z.object({ ...base, work: z.literal('recount'), repair: z.boolean(), recount: recountReport.optional() }),
])

/**
 * Long work in the API, and the intent from which its orchestration is started and resumed.
 * Container `workspace`, partition `operation`, id = the orchestration's instance id.
 */
export type OperationDocument = z.output<typeof operationDocument>
export const operations = defineDocument({
  scope: 'Workspace',
  kind: 'operation',
  schema: operationDocument,
  partition: 'operation',
  id: 'id',
  about: 'long work: intent, progress and outcome; 30 days after its end',
  fields: { open: 'boolean', startedAt: 'number', project: 'string', status: 'string', work: 'string' },
  indexes: [
    ['kind', 'open', 'startedAt'],
    ['kind', 'startedAt'],
    ['kind', 'project', 'startedAt'],
  ],
})
export const operationPartition = 'operation'
/** Time to live of an operation after its end, in seconds. */
export const operationRetention = 30 * 24 * 3600

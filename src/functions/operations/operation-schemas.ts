import { z } from 'zod'
import { reportTally } from '../../domain/model/files/file-report.ts'
import { answerChoice, choice } from '../../domain/core/choice.ts'
import { exportId, operationId, projectName, userId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { workKinds } from '../../domain/ports/orchestration-names.ts'
import { changesBody, filesBody, toChanges } from './file-schemas.ts'
import {
  bulkReviewActions,
  operationStatuses,
  removalActions,
  type OperationDocument,
} from '../../domain/model/operations/operation.ts'

const time = z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' })

export const failureBody = z
  .object({
    code: z.string().meta({ description: 'An error code', example: 'DatastoreUnreachable' }),
    message: z.string().meta({ description: 'The reason and what to do next, for humans' }),
  })
  .meta({ id: 'Failure', description: 'The reason of the failure' })

export const operationStatus = choice('OperationStatus', operationStatuses)
export const operationStatusAnswer = answerChoice('OperationStatusValue', operationStatuses)
export const workKind = choice('WorkKind', workKinds)

const counterDifference = z
  .object({
    segment: z.number().int().meta({ description: 'The number of the segment' }),
    counter: z.string().meta({
      description:
        'What is counted: `states.labeled`, `open`, `classes.<id>`, `labelers.<user>.labeled` and so on',
      example: 'states.labeled',
    }),
    stored: z.number().int().meta({ description: 'The number that was stored' }),
    counted: z.number().int().meta({ description: 'The number that was counted' }),
  })
  .meta({ id: 'CounterDifference', description: 'A counter that differs from its items' })

const recountBody = z
  .object({
    differences: z.array(counterDifference).meta({ description: 'The first 100 counters that differ' }),
    differenceCount: z.number().int().meta({ description: 'The number of counters that differ' }),
    busySegments: z.array(z.number().int()).meta({
      description:
        'Their items changed all the time while they were counted, so nothing is known of them: pause the project and repeat',
    }),
    repaired: z.boolean().meta({ description: 'The counters that differed are corrected' }),
  })
  .meta({ id: 'RecountResult', description: 'The result of a recount; present once the operation has ended' })

export const operationBody = z
  .object({
    id: operationId,
    work: answerChoice('WorkKindValue', workKinds).meta({ description: 'The kind of work' }),
    project: projectName.meta({ description: 'The name of its project, which may have been deleted' }),
    export: exportId.optional().meta({
      description:
        'The export that the operation writes or deletes: `GET /projects/{project}/exports/{exportId}` has its files',
    }),
    action: answerChoice('RemovalAction', [...removalActions, ...bulkReviewActions])
      .optional()
      .meta({
        description:
          'Of the work `removeItems`: Remove takes items out of the project (`POST …/remove-items`), Restore puts them back (`POST …/restore-items`). Of the work `reviewItems` (`POST …/review-items`): what it does to the items',
      }),
    status: operationStatusAnswer.meta({
      description: 'Read the operation again while it is `NotStarted` or `Running`',
    }),
    startedBy: userId.meta({
      description:
        'The object id of the user who started it; `refresh` for a scheduled refresh, `retention` for the deletion of an export at its age limit',
    }),
    startedAt: time.meta({ description: 'The time of its start' }),
    endedAt: time.optional().meta({ description: 'The time of its end; absent while it runs' }),
    done: z.number().int().meta({ description: 'The number of processed items' }),
    total: z.number().int().optional().meta({
      description:
        'The total number of items; absent until it is known. Of a removal or review the number of items that match, also if it failed because that is not the expected number',
    }),
    left: z.number().int().optional().meta({
      description:
        'Of the work `reviewItems`, after its end: the items that were counted and left alone, because they changed after the operation began',
    }),
    error: failureBody.optional().meta({ description: 'Why it failed' }),
    changes: changesBody.optional(),
    files: filesBody.optional().meta({
      description: 'The files that an import or a refresh found so far, and those it left out',
    }),
    recount: recountBody.optional(),
  })
  .meta({ id: 'Operation', description: 'A long-running operation and its progress' })

export const toOperation = (operation: OperationDocument): z.input<typeof operationBody> => {
  const { id, work, project, status, startedBy, startedAt, endedAt, done, total, error } = operation
  const fileWork = work === 'import' || work === 'refresh' ? operation : undefined
  return {
    id,
    work,
    project,
    export: work === 'export' || work === 'deleteExport' ? operation.export : undefined,
    action: work === 'removeItems' || work === 'reviewItems' ? operation.action : undefined,
    status,
    startedBy,
    startedAt: toIso(startedAt),
    endedAt: endedAt === undefined ? undefined : toIso(endedAt),
    done,
    total,
    left: operation.work === 'reviewItems' ? operation.left : undefined,
    error,
    changes: fileWork?.changes && toChanges(fileWork.changes),
    files: fileWork?.files && reportTally(fileWork.files, fileWork.filesListed === true),
    recount: operation.work === 'recount' ? operation.recount : undefined,
  }
}

export const startedOperationBody = z
  .object({
    id: operationId.meta({ description: 'The id, for `GET /operations/{operation}`' }),
    status: operationStatusAnswer.meta({ description: 'The status when the request was answered' }),
  })
  .meta({
    id: 'StartedOperation',
    description:
      'The operation that the request started; `GET /operations/{operation}`, also in `Operation-Location`, has its progress',
  })

export const toStartedOperation = ({
  id,
  status,
}: OperationDocument): z.input<typeof startedOperationBody> => ({ id, status })

/** The response header while an operation runs: seconds until its next read. */
export const followHeaders = { 'Retry-After': '2' } as const

/** The response headers of a request that started an operation. */
export const operationHeaders = (
  url: (path: string) => string,
  operation: string,
): Record<string, string> => ({
  'Operation-Location': url(`/operations/${operation}`),
  ...followHeaders,
})

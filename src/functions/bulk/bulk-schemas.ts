import { z } from 'zod'
import { choice } from '../../domain/core/choice.ts'
import { projectName } from '../../domain/core/ids.ts'
import { bulkReviewActions } from '../../domain/model/operations/operation.ts'
import { itemFilterFields, sampleSchema, sampleText } from '../items/item-filter-schema.ts'
import { startedResponses } from '../operations/started-operation.ts'

const filterBody = z
  .strictObject(itemFilterFields)
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), {
    message: 'Give at least one of its members',
  })
  .meta({
    id: 'ItemFilter',
    description: 'Which items; all members must hold, and at least one is given',
    example: { problem: 'any' },
  })

const bulkFields = {
  filter: filterBody.meta({ description: 'Which items; all its members must hold' }),
  expectedCount: z.number().int().min(0).max(10_000_000).meta({
    description:
      'The number of items that the request is to change. If another number matches, nothing is changed, and the operation fails with the real number as its `total`.',
    example: 48,
  }),
}

const removalBody = z
  .strictObject({
    ...bulkFields,
    comment: z.string().min(1).max(2000).optional().meta({ description: 'The reason, for the audit' }),
  })
  .meta({ id: 'RemovalRequest', description: 'The items that are to be removed or restored' })

export const reviewBody = z
  .strictObject({
    action: choice('BulkReviewAction', bulkReviewActions).meta({
      description:
        'Approve: as `POST …/approve-items`. Unapprove: as `POST …/unapprove-items`. Reject: as `POST …/reject-items`. AcceptSkip: as `POST …/accept-skips`',
    }),
    ...bulkFields,
    sample: sampleSchema(z.number()).meta({
      description: `${sampleText}. \`GET …/items\` with the same \`sample\` lists them`,
    }),
    comment: z.string().min(1).max(2000).optional().meta({
      description: 'The reason, for the audit; of a rejection also for the history of the items',
    }),
  })
  .meta({ id: 'ReviewRequest', description: 'The items that are to be reviewed, and how' })

/** What the routes have in common. */
export const bulkRoute = {
  method: 'POST',
  tag: 'Review',
  idempotent: 'Recorded',
  params: z.object({ project: projectName }),
  startsWork: true,
  responses: startedResponses('The started operation'),
  errors: ['ProjectNotFound', 'ProjectBusy', 'UnknownClass'],
} as const

/** What the routes of removals have in common. */
export const removalRoute = { ...bulkRoute, body: removalBody } as const

import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import { itemFilterFields } from '../items/item-filter-schema.ts'
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

const removalBody = z
  .strictObject({
    filter: filterBody.meta({ description: 'Which items; all its members must hold' }),
    expectedCount: z.number().int().min(0).max(10_000_000).meta({
      description:
        'The number of items that the request is to change. If another number matches, nothing is changed, and the operation fails with the real number as its `total`.',
      example: 48,
    }),
    comment: z.string().min(1).max(2000).optional().meta({ description: 'The reason, for the audit' }),
  })
  .meta({ id: 'RemovalRequest', description: 'The items that are to be removed or restored' })

/** What the routes of both actions have in common. */
export const removalRoute = {
  method: 'POST',
  tag: 'Review',
  idempotent: 'Recorded',
  params: z.object({ project: projectName }),
  body: removalBody,
  startsWork: true,
  responses: startedResponses('The started operation'),
  errors: ['ProjectNotFound', 'ProjectBusy', 'UnknownClass'],
} as const

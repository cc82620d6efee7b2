import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { RejectItems } from '../../domain/review/reject-items.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { reviewHandler } from './review-handler.ts'
import {
  distinctItems,
  hasDistinctItems,
  hasOneForm,
  namedItems,
  oneForm,
  reviewRoute,
} from './review-schemas.ts'

const body = z
  .strictObject({
    ...namedItems,
    comment: z
      .string()
      .max(2000)
      .optional()
      .meta({ description: 'The reason of the rejection; stored in the history of the items' }),
  })
  .refine(hasOneForm, oneForm)
  .refine(hasDistinctItems, distinctItems)
  .meta({ id: 'RejectRequest', description: 'The items to reject, and why' })

export const rejectItemsRoute = (rejectItems: RejectItems) =>
  defineRoute(
    {
      ...reviewRoute,
      operation: 'rejectItems',
      path: '/projects/{project}/reject-items',
      summary: 'Rejects answers',
      description:
        'Moves each answer to the history of its item, with the comment, and the item to the front of the queue, behind items that were rejected before.',
      access: permissions.rejectItems,
      params: z.object({ project: projectName }),
      body,
    },
    reviewHandler(rejectItems, 'reject'),
  )

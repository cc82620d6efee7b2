import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { RejectItems } from '../../domain/review/reject-items.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { recordedResults } from './recorded-results.ts'
import { itemsField, reviewResults } from './review-schemas.ts'

const body = z
  .strictObject({
    items: itemsField,
    comment: z
      .string()
      .max(2000)
      .optional()
      .meta({ description: 'The reason of the rejection; stored in the history of the items' }),
  })
  .meta({ id: 'RejectRequest', description: 'The items to reject, and why' })

export const rejectItemsRoute = (rejectItems: RejectItems) =>
  defineRoute(
    {
      operation: 'rejectItems',
      method: 'POST',
      path: '/projects/{project}/reject-items',
      summary: 'Rejects answers',
      description:
        'Moves each answer to the history of its item, with the comment, and the item to the front of the queue, behind items that were rejected before.',
      tag: 'Review',
      access: permissions.rejectItems,
      idempotent: 'Recorded',
      params: z.object({ project: projectName }),
      body: body,
      responses: { 200: { description: 'The result of each item', body: reviewResults } },
      errors: ['ProjectNotFound'],
    },
    {
      run: async ({ caller, params, body, seed }) => ({
        results: [...(await rejectItems(caller, { ...params, ...body, seed }))],
      }),
      recorded: recordedResults('reject'),
      present: (body) => ({ status: 200, body }),
    },
  )

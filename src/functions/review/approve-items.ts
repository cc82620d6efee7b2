import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { ApproveItems } from '../../domain/review/approve-items.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { recordedResults } from './recorded-results.ts'
import { itemsBody, reviewResults } from './review-schemas.ts'

export const approveItemsRoute = (approveItems: ApproveItems) =>
  defineRoute(
    {
      operation: 'approveItems',
      method: 'POST',
      path: '/projects/{project}/approve-items',
      summary: 'Approves labels',
      description:
        'Only items in the state `labeled` or `needsReview` can be approved, and `approved` ones whose file changed since. An approval clears the mark `changed`; the labeler keeps the credit for the label. An item that the caller has approved is `Accepted` again, without a change.',
      tag: 'Review',
      access: permissions.approveItems,
      idempotent: 'Recorded',
      params: z.object({ project: projectName }),
      body: itemsBody,
      responses: { 200: { description: 'The result of each item', body: reviewResults } },
      errors: ['ProjectNotFound'],
    },
    {
      run: async ({ caller, params, body, seed }) => ({
        results: [...(await approveItems(caller, { ...params, ...body, seed }))],
      }),
      recorded: recordedResults('approve'),
      present: (body) => ({ status: 200, body }),
    },
  )

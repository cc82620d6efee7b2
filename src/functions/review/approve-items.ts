import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { ApproveItems } from '../../domain/review/approve-items.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { reviewHandler } from './review-handler.ts'
import { itemsBody, reviewRoute } from './review-schemas.ts'

export const approveItemsRoute = (approveItems: ApproveItems) =>
  defineRoute(
    {
      ...reviewRoute,
      operation: 'approveItems',
      path: '/projects/{project}/approve-items',
      summary: 'Approves labels',
      description:
        'Only items in the state `labeled` or `needsReview` can be approved, and `approved` ones whose file changed since. Send the `etag` of each item as you saw it in `seen`, so that no label is approved that somebody put in its place since: such an item is refused with `ItemChangedSince`. An approval clears the mark `changed`; the labeler keeps the credit for the label. An item that the caller has approved is `Accepted` again, without a change.',
      access: permissions.approveItems,
      params: z.object({ project: projectName }),
      body: itemsBody,
    },
    reviewHandler(approveItems, 'approve'),
  )

import type { ReviewItems } from '../../domain/bulk/review-items.ts'
import type { GetOperation } from '../../domain/operations/get-operation.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { startedOperation } from '../operations/started-operation.ts'
import { bulkRoute, reviewBody } from './bulk-schemas.ts'

export const reviewItemsRoute = (reviewItems: ReviewItems, getOperation: GetOperation) =>
  defineRoute(
    {
      ...bulkRoute,
      operation: 'reviewItems',
      path: '/projects/{project}/review-items',
      summary: 'Reviews all items that meet a filter',
      description:
        'Approves, unapproves or rejects the items that meet the filter, or accepts their skips. Items whose state does not allow the action do not match. The operation first counts the items: if their number is not `expectedCount`, it fails with the real number, and nothing is changed. An item that changed after the operation began, for whatever reason, is left alone, so nothing is approved that came in since; `done` has the number of items that were changed, and `left` that of items that were counted and left alone. With `sample` only a part is reviewed.',
      access: permissions.reviewItems,
      body: reviewBody,
    },
    {
      run: ({ caller, params, body, workflows, seed }) =>
        reviewItems(caller, workflows, { ...params, ...body, seed }),
      ...startedOperation(getOperation),
    },
  )

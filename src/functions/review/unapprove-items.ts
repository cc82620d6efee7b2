import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { UnapproveItems } from '../../domain/review/unapprove-items.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { reviewHandler } from './review-handler.ts'
import { itemsBody, reviewRoute } from './review-schemas.ts'

export const unapproveItemsRoute = (unapproveItems: UnapproveItems) =>
  defineRoute(
    {
      ...reviewRoute,
      operation: 'unapproveItems',
      path: '/projects/{project}/unapprove-items',
      summary: 'Takes approvals back',
      description:
        'Undoes `POST …/approve-items`: an `approved` item is `labeled` again, with the same label, and the mark `changed` that the approval cleared is back. Approvals that the approval replaced are taken back with it. The label keeps its labeler; to take the label away, reject the item.',
      access: permissions.unapproveItems,
      params: z.object({ project: projectName }),
      body: itemsBody,
    },
    reviewHandler(unapproveItems, 'unapprove'),
  )

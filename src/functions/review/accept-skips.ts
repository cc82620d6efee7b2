import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { AcceptSkips } from '../../domain/review/accept-skips.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { reviewHandler } from './review-handler.ts'
import { itemsBody, reviewRoute } from './review-schemas.ts'

export const acceptSkipsRoute = (acceptSkips: AcceptSkips) =>
  defineRoute(
    {
      ...reviewRoute,
      operation: 'acceptSkips',
      path: '/projects/{project}/accept-skips',
      summary: 'Accepts skipped items',
      description:
        'Excludes the items from the project. To get labels for skipped items, reject the skips instead. A skip that the caller has accepted is `Accepted` again, without a change.',
      access: permissions.acceptSkips,
      params: z.object({ project: projectName }),
      body: itemsBody,
    },
    reviewHandler(acceptSkips, 'acceptSkip'),
  )

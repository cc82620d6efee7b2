import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { AcceptSkips } from '../../domain/review/accept-skips.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { itemsBody, reviewResults } from './review-schemas.ts'

export const acceptSkipsRoute = (acceptSkips: AcceptSkips) =>
  defineRoute(
    {
      operation: 'acceptSkips',
      method: 'POST',
      path: '/projects/{project}/items/accept-skips',
      summary: 'Accepts skipped items',
      description:
        'Excludes the items from the project. To get labels for skipped items, reject the skips instead.',
      tag: 'Review',
      access: permissions.acceptSkips,
      idempotent: true,
      params: z.object({ project: projectName }),
      body: itemsBody,
      responses: { 200: { description: 'The result of each item', body: reviewResults } },
      errors: ['ProjectNotFound'],
    },
    {
      run: async ({ caller, params, body }) => ({
        results: [...(await acceptSkips(caller, { ...params, ...body }))],
      }),
      present: (body) => ({ status: 200, body }),
    },
  )

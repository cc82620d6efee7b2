import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { AcceptSkips } from '../../domain/review/accept-skips.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { recordedResults } from './recorded-results.ts'
import { itemsBody, reviewResults } from './review-schemas.ts'

export const acceptSkipsRoute = (acceptSkips: AcceptSkips) =>
  defineRoute(
    {
      operation: 'acceptSkips',
      method: 'POST',
      path: '/projects/{project}/accept-skips',
      summary: 'Accepts skipped items',
      description:
        'Excludes the items from the project. To get labels for skipped items, reject the skips instead. A skip that the caller has accepted is `Accepted` again, without a change.',
      tag: 'Review',
      access: permissions.acceptSkips,
      idempotent: 'Recorded',
      params: z.object({ project: projectName }),
      body: itemsBody,
      responses: { 200: { description: 'The result of each item', body: reviewResults } },
      errors: ['ProjectNotFound'],
    },
    {
      run: async ({ caller, params, body, seed }) => ({
        results: [...(await acceptSkips(caller, { ...params, ...body, seed }))],
      }),
      recorded: recordedResults('acceptSkip'),
      present: (body) => ({ status: 200, body }),
    },
  )

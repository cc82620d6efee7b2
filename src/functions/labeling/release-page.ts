import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import type { ReleasePage } from '../../domain/labeling/release-page.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

export const releasePageRoute = (releasePage: ReleasePage) =>
  defineRoute(
    {
      operation: 'releasePage',
      method: 'POST',
      path: '/projects/{project}/pages/{page}/release',
      summary: 'Give a page back',
      description:
        'Its items are free for others at once. Giving it back again is harmless. An Admin of the project may end the lease of any page: answers that its labeler still submits count wherever nobody else holds the item by then.',
      tag: 'Labeling',
      access: permissions.releasePage,
      idempotent: true,
      params: z.object({ project: projectName, page: pageId }),
      responses: { 204: { description: 'It is released' } },
      errors: ['ProjectNotFound', 'PageNotFound', 'PageAlreadySubmitted'],
    },
    {
      run: async ({ caller, params }) => {
        await releasePage(caller, params)
      },
      present: () => ({ status: 204 }),
    },
  )

import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import type { ReleasePage } from '../../domain/labeling/release-page.ts'
import { defineRoute } from '../http/route.ts'

export const releasePageRoute = (releasePage: ReleasePage) =>
  defineRoute(
    {
      operation: 'releasePage',
      method: 'POST',
      path: '/projects/{project}/pages/{page}/release',
      summary: 'Give a page back',
      description: 'Its items are free for others at once. Giving it back again is harmless.',
      tag: 'Labeling',
      access: 'Labeler',
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

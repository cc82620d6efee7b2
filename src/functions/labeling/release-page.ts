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
      summary: 'Releases a page',
      description:
        'Ends the lease. Other labelers can get the items at once. A repeated release has no effect. An Admin of the project can release the page of any labeler; a later submit of this labeler counts for the items that are not leased again.',
      tag: 'Labeling',
      access: permissions.releasePage,
      idempotent: 'ByItself',
      params: z.object({ project: projectName, page: pageId }),
      responses: { 204: { description: 'The page is released' } },
      errors: ['ProjectNotFound', 'PageNotFound', 'PageAlreadySubmitted'],
    },
    {
      run: async ({ caller, params }) => {
        await releasePage(caller, params)
      },
      present: () => ({ status: 204 }),
    },
  )

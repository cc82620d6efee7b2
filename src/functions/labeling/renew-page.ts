import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { RenewPage } from '../../domain/labeling/renew-page.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const pageHoldBody = z
  .object({
    id: pageId,
    expiresAt: z.iso.datetime().meta({ description: 'The new end of the lease' }),
  })
  .meta({ id: 'PageHold', description: 'The lease of a page' })

export const renewPageRoute = (renewPage: RenewPage) =>
  defineRoute(
    {
      operation: 'renewPage',
      method: 'POST',
      path: '/projects/{project}/pages/{page}/renew',
      summary: 'Renews the lease of a page',
      description:
        'The new lease starts now and ends at most one day after the page was granted. A frontend renews the lease while its user is active.',
      tag: 'Labeling',
      access: permissions.renewPage,
      idempotent: 'ByItself',
      params: z.object({ project: projectName, page: pageId }),
      responses: { 200: { description: 'The new end of the lease', body: pageHoldBody } },
      errors: ['ProjectNotFound', 'PageNotFound', 'PageExpired', 'PageReleased', 'PageAlreadySubmitted'],
    },
    {
      run: async ({ caller, params }) => {
        const { page, leaseUntil } = await renewPage(caller, params)
        return { id: page, expiresAt: toIso(leaseUntil ?? 0) }
      },
      present: (body) => ({ status: 200, body }),
    },
  )

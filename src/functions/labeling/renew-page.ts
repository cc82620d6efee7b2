import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { RenewPage } from '../../domain/labeling/renew-page.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const held = z.object({ id: pageId, expiresAt: z.iso.datetime() }).meta({ id: 'PageHold' })

export const renewPageRoute = (renewPage: RenewPage) =>
  defineRoute(
    {
      operation: 'renewPage',
      method: 'POST',
      path: '/projects/{project}/pages/{page}/renew',
      summary: 'Hold a page longer',
      description:
        'For another lease from now, but no longer than a day after it was handed out. A frontend calls it while its labeler is at work.',
      tag: 'Labeling',
      access: permissions.renewPage,
      idempotent: true,
      params: z.object({ project: projectName, page: pageId }),
      responses: { 200: { description: 'How long it is held now', body: held } },
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

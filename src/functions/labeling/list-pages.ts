import { z } from 'zod'
import { pageId, projectName, userId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { ListPages } from '../../domain/labeling/list-pages.ts'
import type { LeaseDocument } from '../../domain/model/leases/lease.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const heldPage = z
  .object({
    id: pageId,
    labeler: userId.meta({ description: 'The object id of the user who holds it' }),
    items: z.number().int().meta({ description: 'The number of items on the page' }),
    grantedAt: z.iso.datetime().meta({ description: 'The time of the grant' }),
    expiresAt: z.iso.datetime().meta({ description: 'The end of the lease' }),
  })
  .meta({ id: 'HeldPage', description: 'A page with an active lease' })

const toHeldPage = ({ page, labeler, items, grantedAt, leaseUntil }: LeaseDocument) => ({
  id: page,
  labeler,
  items: items.length,
  grantedAt: toIso(grantedAt),
  expiresAt: toIso(leaseUntil ?? grantedAt),
})

export const listPagesRoute = (listPages: ListPages) =>
  defineRoute(
    {
      operation: 'listPages',
      method: 'GET',
      path: '/projects/{project}/pages',
      summary: 'Lists the pages that are leased now',
      description: 'Returns the pages with an active lease. An Admin can end a lease with `releasePage`.',
      tag: 'Labeling',
      access: permissions.listPages,
      params: z.object({ project: projectName }),
      query: listQuery,
      responses: {
        200: { description: 'One list page of leased pages', body: listOf(heldPage, 'HeldPageList') },
      },
      errors: ['ProjectNotFound', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query }) =>
        listPages(caller, { ...params, pageSize: query.maxpagesize, continuation: query.continuation }),
      present: (page, context) => ({
        status: 200,
        body: toList(page, context, ({ document }) => toHeldPage(document)),
      }),
    },
  )

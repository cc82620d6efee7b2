import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { ListPages } from '../../domain/labeling/list-pages.ts'
import type { LeaseDocument } from '../../domain/model/leases/lease.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const heldPage = z
  .object({
    id: pageId,
    labeler: z.string(),
    items: z.number().int().meta({ description: 'How many items it holds back' }),
    grantedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'HeldPage', description: 'A page that a labeler holds' })

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
      summary: 'Who holds which pages now',
      description:
        'Pages that are held and not expired. An Admin can release one that holds items back; see releasePage.',
      tag: 'Labeling',
      access: permissions.listPages,
      params: z.object({ project: projectName }),
      query: listQuery,
      responses: { 200: { description: 'Held pages', body: listOf(heldPage, 'HeldPageList') } },
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

import { z } from 'zod'
import { pageId, projectName } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { TakePage } from '../../domain/labeling/take-page.ts'
import { defaultPageSize, maxPageSize } from '../../domain/tasks/limits.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { PageSchemas } from './page-schemas.ts'

export const takePageRequest = z
  .strictObject({
    size: z.number().int().min(1).max(maxPageSize).default(defaultPageSize).meta({
      description:
        'The number of items; the page can have fewer. A label on a small page costs the database more.',
      example: 9,
    }),
    after: pageId.optional().meta({
      description:
        'The id of a page of the caller, to get another one beside it: the page that the caller works on, or has just submitted. A page that has ended has no effect.',
    }),
  })
  .meta({
    id: 'TakePageRequest',
    description: 'How many items the page is to have, and beside which page it is wanted',
  })

export const takePageRoute = (
  takePage: TakePage,
  contentUrls: ContentUrls,
  { takenPageBody, toTakenPage }: PageSchemas,
) =>
  defineRoute(
    {
      operation: 'takePage',
      method: 'POST',
      path: '/projects/{project}/pages',
      summary: 'Returns the next page of items to label',
      description:
        'Leases up to `size` open items to the caller. While the lease is active, a repeated request returns the same page, so a closed browser tab loses nothing. With `after`, returns the page that the caller holds beside that one, or leases one now, so that it can be loaded before it is needed. A labeler holds at most two pages; without `after` the older one is returned. While the datastore of the project cannot be read, a page that the caller holds is returned with `datastoreProblem`, and no new page is granted (`DatastoreUnreachable`, `DatastoreUnavailable`). While other labelers hold open items and none is free, `retryAfter` and the header `Retry-After` say when to ask again. An item that was answered before, and rejected or whose file changed, has `returned`.',
      tag: 'Labeling',
      access: permissions.takePage,
      idempotent: 'ByItself',
      params: z.object({ project: projectName }),
      body: takePageRequest,
      responses: {
        200: {
          description: 'A page, or the reason why no page is available',
          body: takenPageBody,
          headers: ['Retry-After'],
        },
      },
      errors: ['ProjectNotFound', 'ProjectNotRunning', 'DatastoreUnreachable', 'DatastoreUnavailable'],
    },
    {
      run: ({ caller, params, body }) => takePage(caller, { ...params, ...body }),
      present: async (next, { url }) => {
        const body = await toTakenPage(next, contentUrls, url)
        const { retryAfter } = body
        return {
          status: 200,
          body,
          headers: retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
        }
      },
    },
  )

import { z } from 'zod'
import { itemId, projectName } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { GetItem } from '../../domain/items/get-item.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ItemSchemas } from './item-schemas.ts'

export const getItemRoute = (
  getItem: GetItem,
  contentUrls: ContentUrls,
  { itemDetailBody, toItemDetail }: ItemSchemas,
) =>
  defineRoute(
    {
      operation: 'getItem',
      method: 'GET',
      path: '/projects/{project}/items/{item}',
      summary: 'Returns an item with its history',
      tag: 'Review',
      access: permissions.getItem,
      params: z.object({ project: projectName, item: itemId }),
      // The URL of its file, and the names of its classes, change without the item.
      revalidates: 'ByBody',
      responses: { 200: { description: 'The item', body: itemDetailBody, headers: ['ETag'] } },
      errors: ['ProjectNotFound', 'ItemNotFound'],
    },
    {
      run: ({ caller, params }) => getItem(caller, params),
      present: async ({ project, item }, { url }) => {
        const { contents, datastoreProblem } = await contentUrls(project, [item.document], url)
        const body = toItemDetail(project, item, contents[0], datastoreProblem)
        return { status: 200, etag: item.etag, body }
      },
    },
  )

import { z } from 'zod'
import { projectName, userId } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import { itemStates } from '../../domain/model/items/item.ts'
import type { ListItems } from '../../domain/items/list-items.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ItemSchemas } from './item-schemas.ts'

export const listItemsRoute = (
  listItems: ListItems,
  contentUrls: ContentUrls,
  { itemBody, toItem }: ItemSchemas,
) =>
  defineRoute(
    {
      operation: 'listItems',
      method: 'GET',
      path: '/projects/{project}/items',
      summary: 'List the items of a project',
      description:
        'Filters combine. The order is stable. A page may be short, even empty, and still have a `nextLink`: follow it.',
      tag: 'Review',
      access: permissions.listItems,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        ...pageQuery,
        state: z.enum(itemStates).optional().meta({ description: 'Only items in this state' }),
        class: z
          .string()
          .min(1)
          .max(2048)
          .optional()
          .meta({ description: 'Only items with this class, by its path' }),
        labeler: userId.optional().meta({ description: 'Only items whose present answer is this person’s' }),
      }),
      responses: { 200: { description: 'Items', body: listOf(itemBody, 'ItemList') } },
      errors: ['ProjectNotFound', 'UnknownClass', 'InvalidContinuation', 'DatastoreUnreachable'],
    },
    {
      run: ({ caller, params, query }) =>
        listItems(caller, {
          project: params.project,
          filter: { state: query.state, class: query.class, labeler: query.labeler },
          pageSize: query.maxpagesize,
          continuation: query.continuation,
        }),
      present: async ({ project, items, continuation }, context) => {
        const documents = items.map(({ document }) => document)
        const urls = await contentUrls(project, documents, context.url)
        const shown = documents.map((item, index) => toItem(project, item, urls[index] ?? ''))
        return { status: 200, body: toList({ documents: shown, continuation }, context, (item) => item) }
      },
    },
  )

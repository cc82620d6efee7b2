import { z } from 'zod'
import { projectName, userId } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import { itemStates } from '../../domain/model/items/item.ts'
import type { ListItems } from '../../domain/items/list-items.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreProblemField } from './content-schemas.ts'
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
      summary: 'Lists the items of a project',
      description:
        'The filters are combined with AND. The order is stable. A list page can be short or empty and still have a `nextLink`.',
      tag: 'Review',
      access: permissions.listItems,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        ...pageQuery,
        state: z.enum(itemStates).optional().meta({ description: 'Returns only items in this state' }),
        class: z
          .string()
          .min(1)
          .max(2048)
          .optional()
          .meta({ description: 'Returns only items with this class; a class path' }),
        labeler: userId
          .optional()
          .meta({ description: 'Returns only items with a current answer of this user; an object id' }),
      }),
      responses: {
        200: {
          description: 'One list page of items',
          body: listOf(itemBody, 'ItemList')
            .extend({ datastoreProblem: datastoreProblemField })
            .meta({ id: 'ItemList' }),
        },
      },
      errors: ['ProjectNotFound', 'UnknownClass', 'InvalidContinuation'],
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
        const { contents, datastoreProblem } = await contentUrls(project, documents, context.url)
        const shown = documents.map((item, index) => toItem(project, item, contents[index]))
        const list = toList({ documents: shown, continuation }, context, (item) => item)
        return { status: 200, body: { ...list, datastoreProblem } }
      },
    },
  )

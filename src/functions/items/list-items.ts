import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { ListItems } from '../../domain/items/list-items.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { optionalQueryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreProblemField } from './content-schemas.ts'
import { itemFilterFields, queryChoices } from './item-filter-schema.ts'
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
        'The filters are combined with AND. The order is stable, and the same for the same filters. A list page can be short or empty and still have a `nextLink`.',
      tag: 'Review',
      access: permissions.listItems,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        ...pageQuery,
        ...itemFilterFields,
        state: queryChoices.state.optional().meta(itemFilterFields.state.meta() ?? {}),
        problem: queryChoices.problem.optional().meta(itemFilterFields.problem.meta() ?? {}),
        missing: optionalQueryFlag.meta(itemFilterFields.missing.meta() ?? {}),
        changed: optionalQueryFlag.meta(itemFilterFields.changed.meta() ?? {}),
        removed: optionalQueryFlag.meta(itemFilterFields.removed.meta() ?? {}),
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
      run: ({ caller, params, query: { maxpagesize: pageSize, continuation, ...filter } }) =>
        listItems(caller, { ...params, filter, pageSize, continuation }),
      present: async ({ project, items, continuation }, context) => {
        const documents = items.map(({ document }) => document)
        const { contents, datastoreProblem } = await contentUrls(project, documents, context.url)
        const shown = items.map((item, index) => toItem(project, item, contents[index]))
        const list = toList({ documents: shown, continuation }, context, (item) => item)
        return { status: 200, body: { ...list, datastoreProblem } }
      },
    },
  )

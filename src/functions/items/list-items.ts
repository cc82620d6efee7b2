import { z } from 'zod'
import { choice } from '../../domain/core/choice.ts'
import { projectName } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import { maxItemsRead } from '../../domain/items/count-matches.ts'
import { itemSorts, type ListItems } from '../../domain/items/list-items.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { optionalQueryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreProblemField } from './content-schemas.ts'
import { itemFilterFields, queryChoices, sampleSchema, sampleText } from './item-filter-schema.ts'
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
        'The filters are combined with AND. The order is stable, and the same for the same filters; `sort=path` orders by path. There is no order by time, because an index for it would make every answer dearer. A list page can be short or empty and still have a `nextLink`.',
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
        returned: optionalQueryFlag.meta(itemFilterFields.returned.meta() ?? {}),
        sample: sampleSchema(z.coerce.number()).meta({ description: sampleText }),
        sort: choice('ItemSort', itemSorts).optional().meta({
          description:
            'path: by path, by code point, over the whole project. Each list page then reads all parts of a large project, so it is slower and dearer',
        }),
        count: optionalQueryFlag.meta({
          description:
            'true: the response has `total`. Ask for it with the first list page only, because it is counted each time',
        }),
      }),
      responses: {
        200: {
          description: 'One list page of items',
          body: listOf(itemBody, 'ItemList')
            .extend({
              datastoreProblem: datastoreProblemField,
              total: z
                .number()
                .int()
                .optional()
                .meta({
                  description: `With \`count=true\`: the number of items that meet the filter, over all list pages. It is exact for no filter, or one of \`state\`, \`missing\`, \`changed\`, \`removed\`, \`problem=any\`, or \`class\` with \`removed=false\`; for other filters the items are counted one by one, up to ${maxItemsRead} items that are read.`,
                }),
              totalIsAtLeast: z.boolean().optional().meta({
                description:
                  'True if the count ended early, so that there can be more items than `total`; else absent',
              }),
            })
            .meta({ id: 'ItemList' }),
        },
      },
      errors: ['ProjectNotFound', 'UnknownClass', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query: { maxpagesize: pageSize, continuation, sort, count, ...filter } }) =>
        listItems(caller, { ...params, filter, sort, count, pageSize, continuation }),
      present: async ({ project, items, continuation, total }, context) => {
        const documents = items.map(({ document }) => document)
        const { contents, datastoreProblem } = await contentUrls(project, documents, context.url)
        const shown = items.map((item, index) => toItem(project, item, contents[index]))
        const list = toList({ documents: shown, continuation }, context, (item) => item)
        const counted = total && { total: total.count, ...(total.isAtLeast ? { totalIsAtLeast: true } : {}) }
        return { status: 200, body: { ...list, datastoreProblem, ...counted } }
      },
    },
  )

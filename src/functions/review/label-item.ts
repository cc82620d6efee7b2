import { z } from 'zod'
import { itemId, projectName } from '../../domain/core/ids.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import type { LabelItem } from '../../domain/review/label-item.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ErrorCode } from '../../domain/core/errors.ts'
import type { ItemSchemas } from '../items/item-schemas.ts'
import type { LabelSchemas } from '../items/label-schemas.ts'

export const labelItemRoute = (
  labelItem: LabelItem,
  contentUrls: ContentUrls,
  { itemDetailBody, toItemDetail }: ItemSchemas,
  { labelBody }: LabelSchemas,
  refusals: readonly ErrorCode[],
) =>
  defineRoute(
    {
      operation: 'labelItem',
      method: 'PUT',
      path: '/projects/{project}/items/{item}/label',
      summary: 'Replaces the answer of an item with a label of the reviewer',
      description: 'Moves the current answer to the history. Send the ETag of the item in `If-Match`.',
      tag: 'Review',
      access: permissions.labelItem,
      params: z.object({ project: projectName, item: itemId }),
      body: labelBody,
      ifMatch: 'Required',
      responses: { 200: { description: 'The relabeled item', body: itemDetailBody, headers: ['ETag'] } },
      errors: ['ProjectNotFound', 'ItemNotFound', 'PreconditionFailed', 'WrongItemState', ...refusals],
    },
    {
      run: ({ caller, params, body: label, ifMatch, createOnly }) =>
        labelItem(caller, { ...params, label, ifMatch, createOnly }),
      present: async ({ project, item }, { url }) => {
        const { contents, datastoreProblem } = await contentUrls(project, [item.document], url)
        const body = toItemDetail(project, item, contents[0], datastoreProblem)
        return { status: 200, etag: item.etag, body }
      },
    },
  )

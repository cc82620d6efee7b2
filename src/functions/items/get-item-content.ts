import { z } from 'zod'
import { itemId, projectName } from '../../domain/core/ids.ts'
import type { GetItemContent } from '../../domain/items/get-item-content.ts'
import type { ItemLinkCheck } from '../../domain/model/items/content-urls.ts'
import { contentConditions } from '../http/content-conditions.ts'
import { contentReply, contentResponses, renditionReply } from '../http/content-response.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { renditionQuery } from './rendition-query.ts'

export const getItemContentRoute = (getItemContent: GetItemContent, isItemLink: ItemLinkCheck) =>
  defineRoute(
    {
      operation: 'getItemContent',
      method: 'GET',
      path: '/projects/{project}/items/{item}/content',
      summary: 'Returns the file of an item, or a rendition of it',
      description:
        'With a token: the bytes of the file, never a redirect to the storage, so that no client carries its token on to another host. A file that is too large for one response is 422 `FileTooLarge`: read it in parts by `Range`, or by the `contentUrl` of the item, without a token. `contentUrl` of a page or item can refer to this route, with a signature in the query that replaces the token; without a token the response can be a redirect to a signed URL of the storage. To read many files use `contentUrl`: it is as fast as the storage. With `rendition` the bytes of a smaller picture, with or without a token; it is made at its first use and then kept.',
      tag: 'Labeling',
      access: permissions.getItemContent,
      params: z.object({ project: projectName, item: itemId }),
      query: z.strictObject({
        exp: z.coerce.number().int().min(1).optional().meta({ description: 'Copied from `contentUrl`' }),
        sig: z.string().min(1).max(128).optional().meta({ description: 'Copied from `contentUrl`' }),
        ...renditionQuery,
      }),
      responses: {
        ...contentResponses,
        302: {
          description: 'Without a token only: redirect to a storage URL that is valid for some minutes',
          headers: ['Location'],
        },
      },
      errors: [
        'ProjectNotFound',
        'ItemNotFound',
        'BlobNotFound',
        'FileTooLarge',
        'NotDisplayable',
        'RangeNotSatisfiable',
        'DatastoreUnreachable',
        'DatastoreUnavailable',
      ],
    },
    {
      isSigned: async ({ params, query: { exp, sig, rendition: kind, of = '' } }) =>
        exp !== undefined &&
        sig !== undefined &&
        isItemLink({ ...params, rendition: kind && { kind, of } }, { exp, sig }),
      run: ({ caller, params, query: { exp, sig, rendition, of }, header }) =>
        getItemContent(caller, {
          ...params,
          rendition,
          of,
          signed: exp === undefined || sig === undefined ? undefined : { exp, sig },
          ...contentConditions(header),
        }),
      present: (found, { request }) => {
        if ('redirectTo' in found) return { status: 302, headers: { Location: found.redirectTo } }
        const ifNoneMatch = request.header('if-none-match')
        return 'rendition' in found
          ? renditionReply(found, ifNoneMatch)
          : contentReply(found.content, { path: found.path, ifNoneMatch })
      },
    },
  )

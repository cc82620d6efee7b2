import { z } from 'zod'
import type { GetDatasetContent } from '../../domain/datasets/get-dataset-content.ts'
import type { DatasetLinkCheck } from '../../domain/datasets/dataset-content-urls.ts'
import { contentConditions } from '../http/content-conditions.ts'
import { contentReply, contentResponses, renditionReply } from '../http/content-response.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { renditionQuery } from '../items/rendition-query.ts'
import { datasetParams } from './dataset-schemas.ts'

const fromContentUrl = 'Copied from `contentUrl`'

export const getDatasetContentRoute = (
  getDatasetContent: GetDatasetContent,
  isDatasetLink: DatasetLinkCheck,
) =>
  defineRoute(
    {
      operation: 'getDatasetContent',
      method: 'GET',
      path: '/datasets/{dataset}/content',
      summary: 'Returns one file of a dataset, or a rendition of it, by a signed URL',
      description:
        '`contentUrl` in a preview refers to this route if the storage cannot sign a URL for a single file, `thumbnailUrl` and `screenUrl` always. The signature authorizes the request.',
      tag: 'Datasets',
      access: permissions.getDatasetContent,
      params: datasetParams,
      query: z.strictObject({
        path: z.string().min(1).max(2048).meta({ description: fromContentUrl }),
        exp: z.coerce.number().int().min(1).meta({ description: fromContentUrl }),
        sig: z.string().min(1).max(128).meta({ description: fromContentUrl }),
        ...renditionQuery,
      }),
      responses: contentResponses,
      errors: [
        'Unauthenticated',
        'DatastoreNotFound',
        'DatastoreUnreachable',
        'DatastoreUnavailable',
        'BlobNotFound',
        'FileTooLarge',
        'NotDisplayable',
        'RangeNotSatisfiable',
      ],
    },
    {
      isSigned: ({ params, query: { path, exp, sig, rendition: kind, of = '' } }) =>
        isDatasetLink({ ...params, path, rendition: kind && { kind, of } }, { exp, sig }),
      run: ({ params, query, header }) =>
        getDatasetContent({ ...params, ...query, ...contentConditions(header) }),
      present: (found, { request }) => {
        const ifNoneMatch = request.header('if-none-match')
        return 'rendition' in found
          ? renditionReply(found, ifNoneMatch)
          : contentReply(found.content, { path: found.path, ifNoneMatch })
      },
    },
  )

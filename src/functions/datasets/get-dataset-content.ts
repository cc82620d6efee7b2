import { z } from 'zod'
import type { GetDatasetContent } from '../../domain/datasets/get-dataset-content.ts'
import type { DatasetLinkCheck } from '../../domain/datasets/dataset-content-urls.ts'
import { contentConditions } from '../http/content-conditions.ts'
import { contentReply, contentResponses } from '../http/content-response.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
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
      summary: 'Returns one file of a dataset by a signed URL',
      description:
        '`contentUrl` in a preview refers to this route if the storage cannot sign a URL for a single file. The signature authorizes the request.',
      tag: 'Datasets',
      access: permissions.getDatasetContent,
      params: datasetParams,
      query: z.strictObject({
        path: z.string().min(1).max(2048).meta({ description: fromContentUrl }),
        exp: z.coerce.number().int().min(1).meta({ description: fromContentUrl }),
        sig: z.string().min(1).max(128).meta({ description: fromContentUrl }),
      }),
      responses: contentResponses,
      errors: [
        'Unauthenticated',
        'DatastoreNotFound',
        'DatastoreUnreachable',
        'DatastoreUnavailable',
        'BlobNotFound',
        'FileTooLarge',
        'RangeNotSatisfiable',
      ],
    },
    {
      isSigned: ({ params, query: { path, exp, sig } }) => isDatasetLink({ ...params, path }, { exp, sig }),
      run: async ({ params, query, header }) => ({
        path: query.path,
        opened: await getDatasetContent({
          ...params,
          ...query,
          ...contentConditions(header),
        }),
      }),
      present: ({ path, opened }, { request }) =>
        contentReply(opened, { path, ifNoneMatch: request.header('if-none-match') }),
    },
  )

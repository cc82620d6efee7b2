import { z } from 'zod'
import type { GetDatasetContent } from '../../domain/datasets/get-dataset-content.ts'
import { parseIfNoneMatch } from '../http/conditions.ts'
import { contentReply, contentResponses, parseRange } from '../http/content-response.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datasetParams } from './dataset-schemas.ts'

const given = 'As given in `contentUrl`'

export const getDatasetContentRoute = (getDatasetContent: GetDatasetContent) =>
  defineRoute(
    {
      operation: 'getDatasetContent',
      method: 'GET',
      path: '/datasets/{dataset}/content',
      summary: 'Read one file of a dataset by a signed link',
      description:
        'What `contentUrl` in a preview is where the storage cannot make a link for a single file. The signature in it is the permission; no token is needed.',
      tag: 'Datasets',
      access: permissions.getDatasetContent,
      params: datasetParams,
      query: z.strictObject({
        path: z.string().min(1).max(2048).meta({ description: given }),
        exp: z.coerce.number().int().positive().meta({ description: given }),
        sig: z.string().min(1).max(128).meta({ description: given }),
      }),
      responses: contentResponses,
      errors: [
        'Unauthenticated',
        'DatastoreNotFound',
        'DatastoreUnreachable',
        'BlobNotFound',
        'RangeNotSatisfiable',
      ],
    },
    {
      run: async ({ params, query, header }) => ({
        path: query.path,
        opened: await getDatasetContent({
          ...params,
          ...query,
          range: parseRange(header('range')),
          ifNoneMatch: parseIfNoneMatch(header('if-none-match')),
        }),
      }),
      present: ({ path, opened }) => contentReply(opened, { path }),
    },
  )

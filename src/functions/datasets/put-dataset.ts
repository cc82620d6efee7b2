import { z } from 'zod'
import { datastoreName } from '../../domain/core/ids.ts'
import { mediaTypes } from '../../domain/model/datasets/dataset.ts'
import type { PutDataset } from '../../domain/datasets/put-dataset.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datasetBody, datasetParams, pathPattern, toDatasetBody } from './dataset-schemas.ts'

const body = z
  .strictObject({
    mediaType: z.enum(mediaTypes).meta({ description: '`Text` is not supported yet', example: 'Image' }),
    datastore: datastoreName.meta({ example: 'photos' }),
    path: pathPattern,
    description: z.string().max(2000).optional(),
  })
  .meta({ id: 'DatasetRequest' })

export const putDatasetRoute = (putDataset: PutDataset) =>
  defineRoute(
    {
      operation: 'putDataset',
      method: 'PUT',
      path: '/datasets/{dataset}',
      summary: 'Name a choice of files',
      description:
        'Nothing is read yet, and a path may match files that come later. A dataset is immutable: on one that exists only the description can change, with its ETag in `If-Match`.',
      tag: 'Datasets',
      access: permissions.putDataset,
      params: datasetParams,
      body,
      ifMatch: 'IfExists',
      responses: {
        200: { description: 'The description is changed', body: datasetBody, headers: ['ETag'] },
        201: { description: 'Created', body: datasetBody, headers: ['ETag'] },
      },
      errors: ['DatastoreNotFound', 'DatasetImmutable', 'UnsupportedTask'],
    },
    {
      run: ({ caller, params, body, ifMatch }) => putDataset(caller, { ...params, ...body, ifMatch }),
      present: ({ created, stored: { document, etag } }) => ({
        status: created ? 201 : 200,
        etag,
        body: toDatasetBody(document),
      }),
    },
  )

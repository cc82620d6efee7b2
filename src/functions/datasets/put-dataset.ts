import { z } from 'zod'
import { datastoreName } from '../../domain/core/ids.ts'
import { mediaTypes } from '../../domain/model/datasets/dataset.ts'
import { mediaExtensions } from '../../domain/model/datasets/media-files.ts'
import type { PutDataset } from '../../domain/datasets/put-dataset.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datasetBody, datasetParams, pathPattern, toDatasetBody } from './dataset-schemas.ts'

const body = z
  .strictObject({
    mediaType: z.enum(mediaTypes).meta({
      description: `Decides which files become items, by the extension of their name in upper or lower case. \`Image\`: ${mediaExtensions.Image.join(', ')}. \`Text\` is not supported yet`,
      example: 'Image',
    }),
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
      summary: 'Creates a dataset, or changes its description',
      description:
        'A dataset is a named selection of files. The request reads no files; the path may match files that are added later. A dataset is immutable except for its description: to change the description, send the ETag of the dataset in `If-Match`. A repeated request finds the dataset as it was sent, and changes nothing.',
      tag: 'Datasets',
      access: permissions.putDataset,
      params: datasetParams,
      body,
      ifMatch: 'IfExists',
      responses: {
        200: {
          description: 'The dataset with its new description, or as it was',
          body: datasetBody,
          headers: ['ETag'],
        },
        201: { description: 'The new dataset', body: datasetBody, headers: ['ETag'] },
      },
      errors: ['DatastoreNotFound', 'DatasetImmutable', 'UnsupportedTask'],
    },
    {
      run: ({ caller, params, body, ifMatch, createOnly }) =>
        putDataset(caller, { ...params, ...body, ifMatch, createOnly }),
      present: ({ created, stored }) => ({
        status: created ? 201 : 200,
        etag: stored.etag,
        body: toDatasetBody(stored),
      }),
    },
  )

import { z } from 'zod'
import { datastoreName } from '../../domain/core/ids.ts'
import { mediaExtensions } from '../../domain/model/datasets/media-files.ts'
import type { PutDataset } from '../../domain/datasets/put-dataset.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { MediaTypeSchema } from './media-type-schema.ts'
import { datasetBody, datasetParams, pathPattern, toDatasetBody } from './dataset-schemas.ts'

const createBody = (mediaType: MediaTypeSchema) =>
  z
    .strictObject({
      mediaType: mediaType.meta({
        description: `Decides which files become items, by the extension of their name in upper or lower case. \`Image\`: ${mediaExtensions.Image.join(', ')}`,
        example: 'Image',
      }),
      datastore: datastoreName.meta({ description: 'The name of the datastore with the files' }),
      path: pathPattern,
      description: z
        .string()
        .max(2000)
        .optional()
        .meta({ description: 'Free text, at most 2000 characters' }),
    })
    .meta({ id: 'DatasetRequest', description: 'A selection of files' })

export const putDatasetRoute = (putDataset: PutDataset, mediaType: MediaTypeSchema) =>
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
      body: createBody(mediaType),
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

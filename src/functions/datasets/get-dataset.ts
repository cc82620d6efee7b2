import type { GetDataset } from '../../domain/datasets/get-dataset.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datasetBody, datasetParams, toDatasetBody } from './dataset-schemas.ts'

export const getDatasetRoute = (getDataset: GetDataset) =>
  defineRoute(
    {
      operation: 'getDataset',
      method: 'GET',
      path: '/datasets/{dataset}',
      summary: 'Returns a dataset',
      tag: 'Datasets',
      access: permissions.getDataset,
      params: datasetParams,
      responses: { 200: { description: 'The dataset', body: datasetBody, headers: ['ETag'] } },
      errors: ['DatasetNotFound'],
    },
    {
      run: ({ caller, params }) => getDataset(caller, params),
      present: (stored) => ({ status: 200, etag: stored.etag, body: toDatasetBody(stored) }),
    },
  )

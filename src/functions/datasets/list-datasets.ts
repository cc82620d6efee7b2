import type { ListDatasets } from '../../domain/datasets/list-datasets.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datasetBody, toDatasetBody } from './dataset-schemas.ts'

export const listDatasetsRoute = (listDatasets: ListDatasets) =>
  defineRoute(
    {
      operation: 'listDatasets',
      method: 'GET',
      path: '/datasets',
      summary: 'Lists the datasets, including labeled datasets, by name',
      tag: 'Datasets',
      access: permissions.listDatasets,
      query: listQuery,
      responses: {
        200: { description: 'One list page of datasets', body: listOf(datasetBody, 'DatasetList') },
      },
      errors: ['InvalidContinuation'],
    },
    {
      run: ({ caller, query }) => listDatasets(caller, query),
      present: (page, context) => ({
        status: 200,
        body: toList(page, context, toDatasetBody),
      }),
    },
  )

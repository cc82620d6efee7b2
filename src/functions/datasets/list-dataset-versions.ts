import type { ListDatasetVersions } from '../../domain/datasets/list-dataset-versions.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datasetParams, datasetVersionBody, toVersionBody } from './dataset-schemas.ts'

export const listDatasetVersionsRoute = (listDatasetVersions: ListDatasetVersions) =>
  defineRoute(
    {
      operation: 'listDatasetVersions',
      method: 'GET',
      path: '/datasets/{dataset}/versions',
      summary: 'Lists the versions of a labeled dataset, newest first',
      description: 'Each export with the format `Dataset` adds a version. File datasets have no versions.',
      tag: 'Datasets',
      access: permissions.listDatasetVersions,
      params: datasetParams,
      query: listQuery,
      responses: {
        200: {
          description: 'One list page of versions',
          body: listOf(datasetVersionBody, 'DatasetVersionList'),
        },
      },
      errors: ['DatasetNotFound', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query }) => listDatasetVersions(caller, { ...params, ...query }),
      present: (page, context) => ({
        status: 200,
        body: toList(page, context, ({ document }) => toVersionBody(document)),
      }),
    },
  )

import type { DeleteDataset } from '../../domain/datasets/delete-dataset.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datasetParams } from './dataset-schemas.ts'

export const deleteDatasetRoute = (deleteDataset: DeleteDataset) =>
  defineRoute(
    {
      operation: 'deleteDataset',
      method: 'DELETE',
      path: '/datasets/{dataset}',
      summary: 'Forget a dataset',
      description: 'Its versions go with it; the files stay, in the datastore and in the exports’ container.',
      tag: 'Datasets',
      access: permissions.deleteDataset,
      params: datasetParams,
      ifMatch: 'Required',
      responses: { 204: { description: 'Deleted' } },
      errors: ['DatasetNotFound', 'DatasetInUse'],
    },
    {
      run: ({ caller, params, ifMatch }) => deleteDataset(caller, { ...params, ifMatch }),
      present: () => ({ status: 204 }),
    },
  )

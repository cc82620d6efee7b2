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
      summary: 'Deletes a dataset',
      description:
        'Also deletes the versions of the dataset. The files in the datastore are kept. The files of a version are kept with the export that wrote them; if the project of that export was deleted, they are deleted, because nothing else names them. If the request is interrupted, the dataset has `deleting`; repeat the request to complete it.',
      tag: 'Datasets',
      access: permissions.deleteDataset,
      params: datasetParams,
      ifMatch: 'Required',
      responses: { 204: { description: 'Deleted, now or before' } },
      errors: ['DatasetInUse'],
    },
    {
      run: ({ caller, params, ifMatch }) => deleteDataset(caller, { ...params, ifMatch }),
      present: () => ({ status: 204 }),
    },
  )

import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatasetName } from '../core/ids.ts'
import type { ListInput, StoredListPage } from '../model/documents/list-page.ts'
import {
  datasetVersionPartition,
  datasetVersions,
  type DatasetVersionDocument,
} from '../model/datasets/dataset.ts'
import { findDataset } from '../model/datasets/find-dataset.ts'

/**
 * The versions of a labeled dataset, newest first. A dataset of files, and one whose deletion has begun, has no versions.
 * @throws DomainError `Forbidden`, `DatasetNotFound`, `InvalidContinuation`
 */
export const listDatasetVersions =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { dataset, maxpagesize, continuation }: ListInput & { readonly dataset: DatasetName },
  ): Promise<StoredListPage<DatasetVersionDocument>> => {
    authorize(caller, 'Admin')
    const { document } = await findDataset(store, dataset)
    if (document.type === 'Labeled' && document.deleting) return { documents: [] }
    const list = await store.query(datasetVersions.container, datasetVersionPartition(dataset), {
      where: [{ field: 'kind', op: 'eq', value: datasetVersions.kind }],
      orderBy: 'version',
      descending: true,
      limit: maxpagesize,
      continuation,
    })
    return datasetVersions.parseListPage(list)
  }

export type ListDatasetVersions = ReturnType<typeof listDatasetVersions>

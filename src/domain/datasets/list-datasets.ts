import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ListInput, StoredListPage } from '../model/documents/list-page.ts'
import { listById } from '../model/documents/query-documents.ts'
import { datasetPartition, datasets, type DatasetDocument } from '../model/datasets/dataset.ts'

/** In the order of their names. @throws DomainError `Forbidden`, `InvalidContinuation` */
export const listDatasets =
  ({ store }: Pick<Deps, 'store'>) =>
  async (caller: Caller, page: ListInput): Promise<StoredListPage<DatasetDocument>> => {
    authorize(caller, 'Admin')
    return listById(store, datasets, datasetPartition, page)
  }

export type ListDatasets = ReturnType<typeof listDatasets>

import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ListInput, StoredListPage } from '../model/documents/list-page.ts'
import { listById } from '../model/documents/query-documents.ts'
import { datasetPartition, datasets, type DatasetDocument } from '../model/datasets/dataset.ts'

/** Lists the datasets by name. @throws DomainError `Forbidden`, `InvalidContinuation` */
export const listDatasets =
  ({ store }: Pick<Deps, 'store'>) =>
  async (caller: Caller, input: ListInput): Promise<StoredListPage<DatasetDocument>> => {
    authorize(caller, 'Admin')
    return listById(store, datasets, datasetPartition, input)
  }

export type ListDatasets = ReturnType<typeof listDatasets>

import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { listById, type PageInput, type StoredPage } from '../model/documents/query-documents.ts'
import { datasetPartition, datasets, type DatasetDocument } from '../model/datasets/dataset.ts'

/** In the order of their names. @throws DomainError `Forbidden`, `InvalidContinuation` */
export const listDatasets =
  ({ store }: Pick<Deps, 'store'>) =>
  async (caller: Caller, page: PageInput): Promise<StoredPage<DatasetDocument>> => {
    authorize(caller, 'Admin')
    return listById(store, datasets, datasetPartition, page)
  }

export type ListDatasets = ReturnType<typeof listDatasets>

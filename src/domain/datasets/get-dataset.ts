import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatasetName } from '../core/ids.ts'
import type { Stored } from '../ports/store.ts'
import type { DatasetDocument } from '../model/datasets/dataset.ts'
import { findDataset } from '../model/datasets/find-dataset.ts'

/** Reads a dataset. @throws DomainError `Forbidden`, `DatasetNotFound` */
export const getDataset =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { dataset }: { readonly dataset: DatasetName },
  ): Promise<Stored<DatasetDocument>> => {
    authorize(caller, 'Admin')
    return findDataset(store, dataset)
  }

export type GetDataset = ReturnType<typeof getDataset>

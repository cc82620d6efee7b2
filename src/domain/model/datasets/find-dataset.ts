import { DomainError } from '../../core/errors.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { datasetPartition, datasets, type DatasetDocument } from './dataset.ts'

/** Reads a dataset. @throws DomainError `DatasetNotFound` */
export const findDataset = async (store: Store, name: string): Promise<Stored<DatasetDocument>> => {
  const stored = await datasets.read(store, datasetPartition, name)
  if (!stored)
    throw new DomainError('DatasetNotFound', `There is no dataset '${name}'; GET /datasets lists them`, {
      target: 'dataset',
    })
  return stored
}

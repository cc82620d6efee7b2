import { DomainError } from '../../core/errors.ts'
import type { ProjectUid } from '../../core/ids.ts'
import type { Store } from '../../ports/store.ts'
import {
  datasetVersionId,
  datasetVersionPartition,
  datasetVersions,
  type DatasetDocument,
  type LabeledDataset,
} from './dataset.ts'

/**
 * The project that owns a labeled dataset, which may have been deleted. A dataset of version 0.1.0 belongs to the project
 * whose export is its newest version: the name of a project is no proof, because another project can have it later.
 */
const findOwner = async (store: Store, dataset: LabeledDataset): Promise<ProjectUid | undefined> => {
  if (dataset.projectUid !== undefined) return dataset.projectUid
  const newest = await datasetVersions.read(
    store,
    datasetVersionPartition(dataset.id),
    datasetVersionId(dataset.version),
  )
  return newest?.document.projectUid
}

const taken = (message: string): DomainError => new DomainError('DatasetInUse', message, { target: 'name' })

/**
 * The dataset, if exports of this project may add versions to it.
 * @throws DomainError `DatasetInUse` if its name belongs to files, to another project, or to a dataset that is being deleted
 */
export const requireOwnDataset = async (
  store: Store,
  dataset: DatasetDocument,
  uid: ProjectUid,
): Promise<LabeledDataset> => {
  if (dataset.type !== 'Labeled')
    throw taken(`The name '${dataset.id}' belongs to a dataset of files; give another name`)
  if (dataset.deleting)
    throw taken(
      `The dataset '${dataset.id}' is being deleted; give another name, or have an administrator repeat its deletion`,
    )
  if ((await findOwner(store, dataset)) !== uid)
    throw taken(
      `The name '${dataset.id}' belongs to the labeled dataset of another project, which may have been deleted; give another name, or have an administrator delete that dataset`,
    )
  return dataset
}

import { findFirst } from '../model/documents/query-documents.ts'
import { DomainError } from '../core/errors.ts'
import { datasetPartition, datasets } from '../model/datasets/dataset.ts'
import type { Store } from '../ports/store.ts'

/**
 * @param advice The next step for the caller, for the message.
 * @throws DomainError `DatastoreInUse` if a dataset uses the datastore
 */
export const requireUnusedDatastore = async (store: Store, name: string, advice: string): Promise<void> => {
  const user = await findFirst(
    store,
    datasets,
    datasetPartition,
    (dataset) => dataset.type === 'Files' && dataset.datastore === name,
  )
  if (user)
    throw new DomainError('DatastoreInUse', `Dataset '${user.id}' uses datastore '${name}'; ${advice}`, {
      target: 'datastore',
    })
}

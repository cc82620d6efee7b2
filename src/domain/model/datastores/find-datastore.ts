import { DomainError } from '../../core/errors.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { datastorePartition, datastores, type DatastoreDocument } from './datastore.ts'

/** Reads a datastore. @throws DomainError `DatastoreNotFound` */
export const findDatastore = async (store: Store, name: string): Promise<Stored<DatastoreDocument>> => {
  const stored = await datastores.read(store, datastorePartition, name)
  if (!stored)
    throw new DomainError(
      'DatastoreNotFound',
      `There is no datastore '${name}'; GET /datastores lists them`,
      {
        target: 'datastore',
      },
    )
  return stored
}

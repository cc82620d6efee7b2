import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatastoreName } from '../core/ids.ts'
import type { Stored } from '../ports/store.ts'
import type { DatastoreDocument } from '../model/datastores/datastore.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'

/** Reads a datastore. @throws DomainError `Forbidden`, `DatastoreNotFound` */
export const getDatastore =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { datastore }: { readonly datastore: DatastoreName },
  ): Promise<Stored<DatastoreDocument>> => {
    authorize(caller, 'Admin')
    return findDatastore(store, datastore)
  }

export type GetDatastore = ReturnType<typeof getDatastore>

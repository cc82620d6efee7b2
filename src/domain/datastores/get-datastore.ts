import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatastoreName } from '../core/ids.ts'
import type { Stored } from '../ports/store.ts'
import type { AllowedHosts } from '../model/datastores/container-url.ts'
import { withPresentUrl } from '../model/datastores/own-account.ts'
import type { DatastoreDocument } from '../model/datastores/datastore.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'

/** Reads a datastore. @throws DomainError `Forbidden`, `DatastoreNotFound` */
export const getDatastore =
  ({ store, allowedHosts }: Pick<Deps, 'store'> & { readonly allowedHosts: AllowedHosts }) =>
  async (
    caller: Caller,
    { datastore }: { readonly datastore: DatastoreName },
  ): Promise<Stored<DatastoreDocument>> => {
    authorize(caller, 'Admin')
    const { document, etag } = await findDatastore(store, datastore)
    return { document: withPresentUrl(document, allowedHosts), etag }
  }

export type GetDatastore = ReturnType<typeof getDatastore>

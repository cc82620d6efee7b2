import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { Stored } from '../ports/store.ts'
import type { AllowedHosts } from '../model/datastores/container-url.ts'
import { withPresentUrl } from '../model/datastores/own-account.ts'
import type { ListInput, StoredListPage } from '../model/documents/list-page.ts'
import { listById } from '../model/documents/query-documents.ts'
import { datastorePartition, datastores, type DatastoreDocument } from '../model/datastores/datastore.ts'

/** Lists the datastores by name. @throws DomainError `Forbidden`, `InvalidContinuation` */
export const listDatastores =
  ({ store, allowedHosts }: Pick<Deps, 'store'> & { readonly allowedHosts: AllowedHosts }) =>
  async (caller: Caller, input: ListInput): Promise<StoredListPage<DatastoreDocument>> => {
    authorize(caller, 'Admin')
    const page = await listById(store, datastores, datastorePartition, input)
    const present = ({ document, etag }: Stored<DatastoreDocument>): Stored<DatastoreDocument> => ({
      document: withPresentUrl(document, allowedHosts),
      etag,
    })
    return { ...page, documents: page.documents.map(present) }
  }

export type ListDatastores = ReturnType<typeof listDatastores>

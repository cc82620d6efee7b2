import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ListInput, StoredListPage } from '../model/documents/list-page.ts'
import { listById } from '../model/documents/query-documents.ts'
import { datastorePartition, datastores, type DatastoreDocument } from '../model/datastores/datastore.ts'

/** Lists the datastores by name. @throws DomainError `Forbidden`, `InvalidContinuation` */
export const listDatastores =
  ({ store }: Pick<Deps, 'store'>) =>
  async (caller: Caller, input: ListInput): Promise<StoredListPage<DatastoreDocument>> => {
    authorize(caller, 'Admin')
    return listById(store, datastores, datastorePartition, input)
  }

export type ListDatastores = ReturnType<typeof listDatastores>

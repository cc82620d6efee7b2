import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatastoreName } from '../core/ids.ts'
import type { ListInput } from '../model/documents/list-page.ts'
import type { FolderListPage } from '../ports/blobs.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'

export interface BrowseInput extends ListInput {
  readonly datastore: DatastoreName
  /** A folder with its `/`, or the start of file names; empty for the top level. */
  readonly prefix: string
}

/**
 * Lists folders and files one level below a prefix.
 * @throws DomainError `Forbidden`, `DatastoreNotFound`, `DatastoreUnreachable`, `DatastoreUnavailable`, `InvalidContinuation`
 */
export const browseDatastore =
  ({ store, blobs }: Pick<Deps, 'store' | 'blobs'>) =>
  async (
    caller: Caller,
    { datastore, prefix, maxpagesize, continuation }: BrowseInput,
  ): Promise<FolderListPage> => {
    authorize(caller, 'Admin')
    const { document } = await findDatastore(store, datastore)
    const source = await blobs.open(document)
    return source.browse({ prefix, pageSize: maxpagesize, continuation })
  }

export type BrowseDatastore = ReturnType<typeof browseDatastore>

import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatastoreName } from '../core/ids.ts'
import type { ListInput } from '../model/documents/list-page.ts'
import type { FolderListPage } from '../ports/blobs.ts'
import { openSource } from '../model/files/open-files.ts'

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
  (deps: Pick<Deps, 'store' | 'blobs'>) =>
  async (
    caller: Caller,
    { datastore, prefix, maxpagesize, continuation }: BrowseInput,
  ): Promise<FolderListPage> => {
    authorize(caller, 'Admin')
    const source = await openSource(deps, datastore)
    return source.browse({ prefix, pageSize: maxpagesize, continuation })
  }

export type BrowseDatastore = ReturnType<typeof browseDatastore>

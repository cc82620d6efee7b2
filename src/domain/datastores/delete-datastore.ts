import { auditOperation } from '../model/audit/audit.ts'
import { authorize, type Caller } from '../core/caller.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatastoreName } from '../core/ids.ts'
import { datastorePartition, datastores } from '../model/datastores/datastore.ts'
import { requireUnusedDatastore } from './datastore-in-use.ts'
import { forgetDatastore } from '../model/datastores/recent-datastores.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'

/**
 * Deletes a datastore and its credential. The container and its files stay.
 * @throws DomainError `Forbidden`, `DatastoreNotFound`, `DatastoreInUse`, `PreconditionFailed`
 */
export const deleteDatastore =
  ({ store, blobs, secrets, now, newId }: Pick<Deps, 'store' | 'blobs' | 'secrets' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    { datastore: name, ifMatch }: { readonly datastore: DatastoreName; readonly ifMatch: string },
  ): Promise<void> => {
    authorize(caller, 'Admin')
    const stored = await findDatastore(store, name)
    checkMatch(stored, ifMatch)
    await requireUnusedDatastore(store, name, 'delete that dataset first')
    const result = await store.batch(datastores.container, datastorePartition, [
      { type: 'delete', id: name, ifMatch: stored.etag },
      auditOperation(
        caller,
        undefined,
        { at: now(), unique: newId() },
        { action: 'DeleteDatastore', target: name },
      ),
    ])
    if (!result.ok) throw preconditionFailed()
    blobs.forget(stored.document)
    forgetDatastore(store, name)
    const { credential } = stored.document
    if (credential.type === 'Sas') await secrets.delete(credential.secretName)
  }

export type DeleteDatastore = ReturnType<typeof deleteDatastore>

import { auditOperation } from '../model/audit/audit.ts'
import { authorize, type Caller } from '../core/caller.ts'
import { checkMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatastoreName } from '../core/ids.ts'
import { fencedReads } from '../model/documents/fenced-reads.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { datastorePartition, datastores } from '../model/datastores/datastore.ts'
import { requireUnusedDatastore } from './datastore-in-use.ts'
import { forgetDatastore } from '../model/datastores/recent-datastores.ts'

/**
 * Deletes a datastore and its credential. The container and its files stay. Idempotent: one that does not exist is deleted.
 * @throws DomainError `Forbidden`, `DatastoreInUse`, `PreconditionRequired`, `PreconditionFailed`
 */
export const deleteDatastore =
  ({
    store: plainStore,
    blobs,
    secrets,
    now,
    newId,
  }: Pick<Deps, 'store' | 'blobs' | 'secrets' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    { datastore: name, ifMatch }: { readonly datastore: DatastoreName; readonly ifMatch: string | undefined },
  ): Promise<void> => {
    authorize(caller, 'Admin')
    // A use that an old read does not show must not be left behind.
    const store = fencedReads(plainStore)
    await untilWritten(store, datastores.container, datastorePartition, async () => {
      const stored = await datastores.read(store, datastorePartition, name)
      if (!stored) return { value: undefined }
      checkMatch(stored, ifMatch)
      await requireUnusedDatastore(store, name, 'delete that dataset first')
      const { credential } = stored.document
      // The secret first: nothing would name it after the document, and a deletion that stops here can be repeated.
      if (credential.type === 'Sas') await secrets.delete(credential.secretName)
      const result = await store.batch(datastores.container, datastorePartition, [
        { type: 'delete', id: name, ifMatch: stored.etag },
        auditOperation(
          caller,
          undefined,
          { at: now(), unique: newId() },
          { action: 'DeleteDatastore', target: name },
        ),
      ])
      if (!result.ok) return undefined
      blobs.forget(stored.document)
      forgetDatastore(plainStore, name)
      return { value: undefined }
    })
  }

export type DeleteDatastore = ReturnType<typeof deleteDatastore>

import type { DatastoreWatch } from '../../src/domain/labeling/datastore-watch.ts'
import type { DatastoreProblem } from '../../src/domain/model/datastores/datastore-problem.ts'
import type { BlobSource, BlobSources } from '../../src/domain/ports/blobs.ts'
import type { UrlSigner } from '../../src/domain/ports/secrets.ts'
import type { Store } from '../../src/domain/ports/store.ts'

/** A signature that can be read. */
export const readableSigner: UrlSigner = {
  sign: async (parts) => `signed(${parts.join()})`,
  verify: async (parts, signature) => signature === `signed(${parts.join()})`,
}

/** The datastore of `makeProject`, and blobs in which it is this source. `opened` names the datastores that were opened. */
export const addDatastore = async (store: Store, source: Partial<BlobSource>) => {
  await store.batch('workspace', 'datastore', [
    {
      type: 'create',
      document: {
        id: 'store',
        kind: 'datastore',
        type: 'AzureBlob',
        containerUrl: 'https://contoso.blob.core.windows.net/pets',
        credential: { type: 'ManagedIdentity' },
        createdAt: 0,
        createdBy: 'lead',
        updatedAt: 0,
      },
    },
  ])
  const opened: string[] = []
  const blobs: Pick<BlobSources, 'open'> = {
    open: async (datastore) => {
      opened.push(datastore.id)
      return source as BlobSource
    },
  }
  return { blobs: blobs as BlobSources, opened }
}

/** A datastore whose look always finds this. */
export const watchOf = (problem: DatastoreProblem | undefined): DatastoreWatch => ({
  known: () => ({ problem }),
  look: async () => problem,
  recall: async () => problem,
})

/** A datastore that can always be read. */
export const goodWatch = watchOf(undefined)

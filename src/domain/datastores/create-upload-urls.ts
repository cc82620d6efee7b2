import { createHash } from 'node:crypto'
import { authorize, type Caller } from '../core/caller.ts'
import type { DatastoreName } from '../core/ids.ts'
import { serveImage } from '../core/served-file.ts'
import type { Millis } from '../core/time.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { datastorePartition, datastores } from '../model/datastores/datastore.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'
import type { Deps } from '../ports/deps.ts'
import { uploadPathsOf } from './upload-paths.ts'

export interface UploadRequest {
  readonly datastore: DatastoreName
  readonly folder: string
  readonly files: readonly {
    readonly name: string
    /** Bytes. */
    readonly size: number
    readonly contentType?: string | undefined
  }[]
}

export interface Upload {
  readonly name: string
  readonly path: string
  readonly url: string
  /** The upload is sent with these headers. */
  readonly headers: Readonly<Record<string, string>>
}

export interface Uploads {
  readonly uploads: readonly Upload[]
  readonly expiresAt: Millis
}

const minute = 60_000
const lifetime = 60 * minute

/** A condition besides the permission of the URL, for storage that knows no permission to create only. */
const headersOf = (contentType: string): Upload['headers'] => ({
  'x-ms-blob-type': 'BlockBlob',
  'Content-Type': contentType,
  'If-None-Match': '*',
})

/** The same for the same request in the same minute, so that a request that is sent again is one change. */
const uniqueOf = (caller: Caller, request: UploadRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([caller.user, request.datastore, request.folder, request.files]))
    .digest('hex')
    .slice(0, 24)

/**
 * Gives URLs by which a browser creates files in a datastore, each once and for an hour. A request that is sent again within a
 * minute gives the same URLs.
 * @throws DomainError `Forbidden`, `DatastoreNotFound`, `InvalidRequest`, `DatastoreReadOnly`, `DatastoreUnreachable`, `DatastoreUnavailable`
 */
export const createUploadUrls =
  ({ store, blobs, now }: Pick<Deps, 'store' | 'blobs' | 'now'>) =>
  async (caller: Caller, request: UploadRequest): Promise<Uploads> => {
    authorize(caller, 'Admin')
    const { datastore, folder, files } = request
    const { document } = await findDatastore(store, datastore)
    const paths = uploadPathsOf(
      { prefix: document.prefix, folder },
      files.map(({ name }) => name),
    )
    const at = now()
    const from = at - (at % minute)
    const source = await blobs.open(document)
    const { urls, expiresAt } = await source.uploadUrls(paths, from + minute + lifetime)
    const entry = auditOperation(
      caller,
      undefined,
      { at, sortedAt: from, unique: uniqueOf(caller, request) },
      {
        action: 'CreateUploadUrls',
        target: datastore,
        changes: [{ name: 'files', to: String(files.length) }],
      },
    )
    // A conflict is the entry of the same request: no other one has its id.
    await store.batch(datastores.container, datastorePartition, [entry])
    return {
      expiresAt,
      uploads: files.map(({ name, contentType }, index) => {
        const path = paths[index] ?? ''
        return {
          name,
          path,
          url: urls[index] ?? '',
          headers: headersOf(contentType ?? serveImage(path).contentType),
        }
      }),
    }
  }

export type CreateUploadUrls = ReturnType<typeof createUploadUrls>

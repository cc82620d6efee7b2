import type { ServedFile } from '../core/served-file.ts'
import type { Millis } from '../core/time.ts'

/** One file as a listing shows it. `path` is the blob's name, any Unicode, up to 1 024 characters. */
export interface BlobEntry {
  readonly path: string
  /** Quoted, here as in `OpenedBlob`. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
  readonly contentType?: string | undefined
  readonly lastModified: Millis
}

export interface BlobListPage {
  readonly blobs: readonly BlobEntry[]
  readonly continuation?: string | undefined
}

export interface FolderListPage {
  readonly entries: readonly (
    { readonly kind: 'Folder'; readonly path: string } | ({ readonly kind: 'File' } & BlobEntry)
  )[]
  readonly continuation?: string | undefined
}

export interface ByteRange {
  readonly offset: number
  /** Bytes; to the end if not given. */
  readonly count?: number | undefined
}

export interface OpenedBlob {
  readonly stream: ReadableStream<Uint8Array>
  readonly etag: string
  /** Bytes in this answer. */
  readonly length: number
  /** Bytes of the whole file. */
  readonly size: number
  readonly contentType?: string | undefined
  /** Set if only a part is in this answer. */
  readonly range?: { readonly offset: number; readonly count: number } | undefined
  readonly lastModified: Millis
}

/**
 * One datastore's container, with its credential.
 * @throws DomainError `DatastoreUnreachable` (no such container, no access, no answer in time), `BlobNotFound`,
 * `RangeNotSatisfiable` (no byte of the file is in the range), `InvalidContinuation`.
 */
export interface BlobSource {
  /** Resolves if the container can be listed and read with this credential. */
  probe(): Promise<void>
  /** Flat listing in name order. `pageSize` at most 5000; a page may be short, the continuation tells. */
  list(options: {
    prefix: string
    pageSize: number
    continuation?: string | undefined
  }): Promise<BlobListPage>
  /** One level: folders end in `/`. */
  browse(options: {
    prefix: string
    pageSize: number
    continuation?: string | undefined
  }): Promise<FolderListPage>
  /** The first bytes of a file; fewer if it is shorter. */
  readHead(path: string, bytes: number): Promise<Uint8Array>
  open(
    path: string,
    options: { range?: ByteRange | undefined; ifNoneMatch?: string | undefined },
  ): Promise<OpenedBlob | 'NotModified'>
  exists(path: string): Promise<boolean>
  /**
   * A URL that reads this one blob until then, to put into an `<img>`; answered as `serveImage` says, unless the
   * container is public. Undefined if this credential cannot make one that is narrower than itself (a SAS token).
   */
  readUrl(path: string, expiresAt: Millis): Promise<string | undefined>
}

/** A container, and how the service authenticates to it. A SAS token is only named here; the secret store holds it. */
export interface BlobContainer {
  /** Names it in messages. */
  readonly id: string
  /** `https://<account>.blob.core.windows.net/<container>`, without a query. */
  readonly containerUrl: string
  readonly credential:
    | { readonly type: 'ManagedIdentity' }
    | { readonly type: 'Anonymous' }
    | { readonly type: 'Sas'; readonly secretName: string }
  /** Another value: the URL or the credential may be another. */
  readonly updatedAt: Millis
}

export interface BlobSources {
  /** Cheap: clients and keys are kept. */
  open(container: BlobContainer): Promise<BlobSource>
  /** Drops cached clients and keys, when a credential has changed or the datastore was deleted. */
  forget(container: BlobContainer): void
}

/**
 * Where exports are written: one container of the workspace's own storage account.
 * @throws DomainError `ServiceUnavailable`, `ExportFileNotFound`, `RangeNotSatisfiable`.
 */
export interface ExportFiles {
  readonly containerName: string
  /** Uncommitted until `commit`; staged again under the same id it replaces itself. All ids of a file are equally long. */
  stageBlock(path: string, blockId: string, content: Uint8Array): Promise<void>
  /** Publishes the blocks in this order as the file; committing the same list again is harmless. */
  commit(path: string, blockIds: readonly string[], contentType: string): Promise<void>
  /** Writes a small file at once. */
  put(path: string, content: Uint8Array, contentType: string): Promise<void>
  open(
    path: string,
    options: { range?: ByteRange | undefined; ifNoneMatch?: string | undefined },
  ): Promise<OpenedBlob | 'NotModified'>
  /** A URL that reads this one file until then, answered as `served` says. */
  readUrl(path: string, expiresAt: Millis, served: ServedFile): Promise<string | undefined>
  /** Deletes every file under a prefix, at most some thousands a call; true when none is left. */
  deleteUnder(prefix: string): Promise<boolean>
  ping(): Promise<void>
}

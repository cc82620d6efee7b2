import type { ServedFile } from '../core/served-file.ts'
import type { Millis } from '../core/time.ts'

/**
 * Why storage gives the bytes of one file to nobody until its owner changes that. `Archived`: archive tier, or being
 * rehydrated. `Encrypted`: a key of a customer. `Refused`: access to this file is denied. `Failed`: storage answers with
 * an error for this file alone, again and again. `Path`: no URL can name the file.
 */
export const unreadableReasons = ['Archived', 'Encrypted', 'Refused', 'Failed', 'Path'] as const
export type UnreadableReason = (typeof unreadableReasons)[number]
export interface Unreadable {
  readonly unreadable: UnreadableReason
}

/** One file of a listing. `path` is the blob's name: any Unicode, up to 1 024 characters. */
export interface BlobEntry {
  readonly path: string
  /** With its quotes, here and in `OpenedBlob`. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
  /** MD5 of the content, in Base64. Storage has none for files that were uploaded in blocks, unless the client sent it. */
  readonly md5?: string | undefined
  readonly contentType?: string | undefined
  readonly lastModified: Millis
}

export interface BlobListPage {
  readonly blobs: readonly BlobEntry[]
  /** The time of the listing by the clock of storage, which also stamps `lastModified`; undefined if it does not tell. */
  readonly listedAt?: Millis | undefined
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
  /** Bytes; up to the end of the file if absent. */
  readonly count?: number | undefined
}

export interface BlobPart {
  readonly bytes: Uint8Array
  /** `Content-Encoding` as it is stored: the bytes are of the encoded file. Undefined also for a part after its end. */
  readonly contentEncoding?: string | undefined
}

export interface OpenedBlob {
  readonly stream: ReadableStream<Uint8Array>
  readonly etag: string
  /** Bytes of the stream. */
  readonly length: number
  /** Bytes of the whole file. */
  readonly size: number
  readonly contentType?: string | undefined
  /** `Content-Encoding` as it is stored, for instance `gzip`: the bytes, their count and ranges are of the encoded file. */
  readonly contentEncoding?: string | undefined
  /** Set if the stream is a part of the file. */
  readonly range?: { readonly offset: number; readonly count: number } | undefined
  readonly lastModified: Millis
}

/**
 * The container of a datastore, opened with its credential.
 * @throws DomainError `DatastoreUnreachable` (no such container, no access), `DatastoreUnavailable` (too busy, no answer in
 * time; with the time that storage asks for), `BlobNotFound`, `RangeNotSatisfiable` (no byte of the file is in the range),
 * `InvalidContinuation`.
 */
export interface BlobSource {
  /** Resolves if the credential can list the container and read a file of it. Files that are refused for themselves do not count. */
  probe(): Promise<void>
  /**
   * A flat listing in name order. `pageSize` is at most 5000. A list page may be short; it is the last without
   * continuation.
   */
  list(options: {
    prefix: string
    pageSize: number
    continuation?: string | undefined
  }): Promise<BlobListPage>
  /** Lists one level. The paths of folders end in `/`. */
  browse(options: {
    prefix: string
    pageSize: number
    continuation?: string | undefined
  }): Promise<FolderListPage>
  /**
   * Reads a part of a file; shorter if the file ends before, empty if it ends before the part begins. Throws only if the file
   * does not exist or its container does not answer.
   */
  readPart(
    path: string,
    part: { readonly offset: number; readonly count: number },
  ): Promise<BlobPart | Unreadable>
  open(
    path: string,
    options: { range?: ByteRange | undefined; ifNoneMatch?: string | undefined },
  ): Promise<OpenedBlob | 'NotModified'>
  /** True also for a file that storage refuses for itself. */
  exists(path: string): Promise<boolean>
  /**
   * A URL that grants read access to this blob until `expiresAt`, for an `<img>`. Storage answers with the headers of
   * `serveImage`, unless the container is public. Undefined if the credential is a SAS token, from which no narrower one
   * can be made.
   */
  readUrl(path: string, expiresAt: Millis): Promise<string | undefined>
  /**
   * URLs that create these files, one each, until `expiresAt` or a bit before, and that replace none. Writes nothing.
   * @throws DomainError `DatastoreReadOnly` with the reason if the credential cannot write, or cannot sign such URLs
   */
  uploadUrls(paths: readonly string[], expiresAt: Millis): Promise<UploadUrls>
}

/** In the order of the paths that were asked for. */
export interface UploadUrls {
  readonly urls: readonly string[]
  readonly expiresAt: Millis
}

/** A container and its credential. A SAS token is stored in the secret store; only its name is here. */
export interface BlobContainer {
  /** The name for messages. */
  readonly id: string
  /** `https://<account>.blob.core.windows.net/<container>`, without a query. */
  readonly containerUrl: string
  /** A folder with a `/` at its end. All paths of the source are relative to it; nothing outside can be named. */
  readonly prefix?: string | undefined
  readonly credential:
    | { readonly type: 'ManagedIdentity' }
    | { readonly type: 'Anonymous' }
    | { readonly type: 'Sas'; readonly secretName: string }
  /** Part of the cache key: a new value means that the URL or the credential may have changed. */
  readonly updatedAt: Millis
}

export interface BlobSources {
  /** Clients and keys are cached. */
  open(container: BlobContainer): Promise<BlobSource>
  /** Drops the cached clients and keys after a credential has changed or the datastore was deleted. */
  forget(container: BlobContainer): void
}

/**
 * The container for exports, in the workspace's own storage account.
 * @throws DomainError `ServiceUnavailable`, `ExportFileNotFound`, `RangeNotSatisfiable`.
 */
export interface ExportFiles {
  readonly containerName: string
  /**
   * The block is uncommitted until `commit`. A block with the same id replaces it. All ids of a file have equal length.
   */
  stageBlock(path: string, blockId: string, content: Uint8Array): Promise<void>
  /** Publishes the file with these blocks in this order. Idempotent. */
  commit(path: string, blockIds: readonly string[], contentType: string): Promise<void>
  /** Writes a small file in one request. */
  put(path: string, content: Uint8Array, contentType: string): Promise<void>
  open(
    path: string,
    options: { range?: ByteRange | undefined; ifNoneMatch?: string | undefined },
  ): Promise<OpenedBlob | 'NotModified'>
  /** A URL that grants read access to this file until `expiresAt`; storage answers with the headers of `served`. */
  readUrl(path: string, expiresAt: Millis, served: ServedFile): Promise<string | undefined>
  /** Deletes files under a prefix, at most some thousands per call. Returns true when none is left. */
  deleteUnder(prefix: string): Promise<boolean>
  ping(): Promise<void>
}

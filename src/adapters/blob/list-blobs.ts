import type { BlobItem } from '@azure/storage-blob'
import { writeEtag } from '../../domain/core/etag.ts'
import type { BlobEntry, BlobListPage, FolderListPage } from '../../domain/ports/blobs.ts'
import { callListing, maxPageSize, type Listing, type ListOptions } from './call-listing.ts'
import { cutPage, readPosition } from './cut-page.ts'
import type { OpenContainer } from './open-container.ts'

/** Folders of a hierarchical namespace, and the marker blobs of empty folders, are listed as blobs. */
const isFolderMarker = ({ name, metadata }: BlobItem): boolean =>
  name.endsWith('/') ||
  Object.entries(metadata ?? {}).some(
    ([key, value]) => key.toLowerCase() === 'hdi_isfolder' && value === 'true',
  )

/** A file without an MD5 is listed without the element, or with an empty one. */
const toMd5 = (bytes: Uint8Array | undefined): { md5?: string } =>
  bytes === undefined || bytes.length === 0 ? {} : { md5: Buffer.from(bytes).toString('base64') }

const toEntry = ({ name, properties }: BlobItem): BlobEntry => ({
  path: name,
  etag: writeEtag(properties.etag),
  size: properties.contentLength ?? 0,
  ...toMd5(properties.contentMD5),
  ...(properties.contentType === undefined ? {} : { contentType: properties.contentType }),
  lastModified: properties.lastModified.getTime(),
})

const toFiles = (items: readonly BlobItem[]): BlobEntry[] =>
  items.filter((item) => !isFolderMarker(item)).map(toEntry)

const toContinuation = (token: string | undefined): { continuation?: string } =>
  token === undefined || token === '' ? {} : { continuation: token }

const paging = ({ pageSize, continuation }: ListOptions) => ({
  maxPageSize: Math.max(1, Math.min(maxPageSize, pageSize)),
  ...(continuation === undefined ? {} : { continuationToken: continuation }),
})

const firstPage = async <T>(pages: AsyncIterableIterator<T>): Promise<T> => {
  const page: IteratorResult<T, unknown> = await pages.next()
  if (page.done) throw new Error('A listing must have at least one page')
  return page.value
}

/** Lists files at any depth below a prefix. */
export const listBlobs = (container: OpenContainer, options: ListOptions): Promise<BlobListPage> => {
  const ask: Listing<BlobListPage>['ask'] = async (asked, abortSignal) => {
    const { prefix } = asked
    const { segment, continuationToken, date } = await firstPage(
      container.client.listBlobsFlat({ prefix, includeMetadata: true, abortSignal }).byPage(paging(asked)),
    )
    return {
      blobs: toFiles(segment.blobItems),
      ...(date === undefined ? {} : { listedAt: date.getTime() }),
      ...toContinuation(continuationToken),
    }
  }
  return callListing({ container, options, ask, lastOf: ({ blobs }) => blobs.at(-1)?.path })
}

/**
 * `browseBlobs` for the emulator, which reads a folder anew for as many names as are asked for: pages of 50 of a folder with
 * 100 000 names keep it from all other requests for a minute. So it is asked for the largest page, which is cut here.
 */
export const browseEmulator = async (
  container: OpenContainer,
  { prefix, pageSize, continuation }: ListOptions,
): Promise<FolderListPage> => {
  const position = readPosition(continuation)
  const page = await browseBlobs(container, { prefix, pageSize: maxPageSize, continuation: position.marker })
  return cutPage(page, position, Math.max(1, pageSize))
}

/** Lists the folders and files directly below a prefix. */
export const browseBlobs = (container: OpenContainer, options: ListOptions): Promise<FolderListPage> => {
  const ask: Listing<FolderListPage>['ask'] = async (asked, abortSignal) => {
    const { segment, continuationToken } = await firstPage(
      container.client
        .listBlobsByHierarchy('/', { prefix: asked.prefix, includeMetadata: true, abortSignal })
        .byPage(paging(asked)),
    )
    const entries: FolderListPage['entries'][number][] = []
    for (const { name } of segment.blobPrefixes ?? []) entries.push({ kind: 'Folder', path: name })
    for (const file of toFiles(segment.blobItems)) entries.push({ kind: 'File', ...file })
    return { entries, ...toContinuation(continuationToken) }
  }
  const lastOf = ({ entries }: FolderListPage): string | undefined =>
    entries
      .map(({ path }) => path)
      .toSorted()
      .at(-1)
  return callListing({ container, options, ask, lastOf })
}

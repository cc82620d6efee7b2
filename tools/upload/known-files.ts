import { createHash } from 'node:crypto'
import type { BlobItem, ContainerClient } from '@azure/storage-blob'
import { within } from './storage-call.ts'

/** What a container holds: enough to tell a file that is there from one that is not. */
export interface KnownFiles {
  /** True if the blob of this name has this content. */
  readonly has: (path: string, size: number, md5: Buffer) => boolean
  /** True if the blob of this name has this size, and storage has no MD5 of it. */
  readonly mayBe: (path: string, size: number) => boolean
}

const bytesOfFingerprint = 12

/** Sixteen characters for a name of any length; two of a million files are the same by chance once in 10^16 runs. */
const fingerprint = (path: string, size: number, md5: string): string =>
  createHash('sha256')
    .update(`${path}\0${size}\0${md5}`)
    .digest()
    .subarray(0, bytesOfFingerprint)
    .toString('base64')

/** A list page that storage did not give. */
export class ListingFailed extends Error {
  override readonly name = 'ListingFailed'
  /** Where the list page begins; undefined for the first one. */
  readonly at: string | undefined
  constructor(at: string | undefined, cause: unknown) {
    super('A list page failed', { cause })
    this.at = at
  }
}

interface Page {
  readonly segment: { readonly blobItems: readonly BlobItem[] }
  readonly continuationToken?: string
}

/** The most names of a list page. */
export const pageSize = 5000

/** Asks for one list page, within a deadline. */
export const listPage = async (
  container: ContainerClient,
  at: string | undefined,
  maxPageSize: number,
): Promise<{ readonly blobs: readonly BlobItem[]; readonly next: string | undefined }> => {
  const pages: AsyncIterableIterator<Page> = container
    .listBlobsFlat(within())
    .byPage({ maxPageSize, ...(at === undefined ? {} : { continuationToken: at }) })
  const page: IteratorResult<Page, unknown> = await pages.next()
  if (page.done) return { blobs: [], next: undefined }
  return { blobs: page.value.segment.blobItems, next: page.value.continuationToken || undefined }
}

/** The list pages of a container. One that is not there has none. @throws ListingFailed */
async function* readPages(container: ContainerClient): AsyncGenerator<readonly BlobItem[], void, undefined> {
  if (!(await container.exists(within()))) return
  let at: string | undefined
  do {
    const failed = at
    const { blobs, next } = await listPage(container, at, pageSize).catch((error: unknown) => {
      throw new ListingFailed(failed, error)
    })
    yield blobs
    at = next
  } while (at !== undefined)
}

/** Reads the whole listing, and keeps some 100 bytes of memory a blob. @throws ListingFailed if a list page fails */
export const readKnownFiles = async (container: ContainerClient): Promise<KnownFiles> => {
  const known = new Set<string>()
  for await (const blobs of readPages(container))
    for (const { name, properties } of blobs) {
      const md5 = properties.contentMD5 ? Buffer.from(properties.contentMD5).toString('base64') : ''
      known.add(fingerprint(name, properties.contentLength ?? 0, md5))
    }
  return {
    has: (path, size, md5) => known.has(fingerprint(path, size, md5.toString('base64'))),
    mayBe: (path, size) => known.has(fingerprint(path, size, '')),
  }
}

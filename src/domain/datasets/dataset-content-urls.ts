import type { Deps } from '../ports/deps.ts'
import { DomainError, isDomainError } from '../core/errors.ts'
import type { Millis } from '../core/time.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'
import type { ContentLimit } from '../model/files/limit-content.ts'
import type { ShownContent } from '../model/items/content-urls.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { UrlSigner } from '../ports/secrets.ts'
import type { FileDataset } from '../model/datasets/dataset.ts'

const lifetime: Millis = 10 * 60_000

/** Contains the creation time, so that a URL is not valid for a later dataset of the same name. */
const signedParts = (dataset: FileDataset, path: string, expires: Millis): readonly string[] => [
  'dataset',
  dataset.id,
  `${dataset.createdAt}`,
  path,
  `${expires}`,
]

/** A URL for each file, valid for ten minutes, for an `<img>`; none for a file that no URL can name. `url` makes a path of this API absolute. */
export type DatasetContentUrls = (
  dataset: FileDataset,
  files: readonly Pick<BlobEntry, 'path' | 'size'>[],
  url: (path: string) => string,
) => Promise<readonly ShownContent[]>

/**
 * Creates a storage URL where the datastore's credential can make one for a single file, else a signed URL of the
 * service.
 */
export const createDatasetContentUrls =
  ({
    store,
    blobs,
    now,
    signer,
    maxContentBytes,
  }: Pick<Deps, 'store' | 'blobs' | 'now'> &
    ContentLimit & { readonly signer: UrlSigner }): DatasetContentUrls =>
  async (dataset, files, url) => {
    if (files.length === 0) return []
    const { document } = await findDatastore(store, dataset.datastore)
    const source = await blobs.open(document)
    const expires = now() + lifetime
    const urlOf = async ({ path, size }: Pick<BlobEntry, 'path' | 'size'>): Promise<string> => {
      // The content route of the service refuses a file that is too large to be sent whole.
      const direct = size > maxContentBytes ? undefined : await source.readUrl(path, expires)
      if (direct !== undefined) return direct
      const query = new URLSearchParams({
        path,
        exp: `${expires}`,
        sig: await signer.sign(signedParts(dataset, path, expires)),
      })
      return url(`/datasets/${dataset.id}/content?${query.toString()}`)
    }
    return Promise.all(
      files.map(async (file): Promise<ShownContent> => {
        try {
          return { contentUrl: await urlOf(file) }
        } catch (error) {
          if (!isDomainError(error, 'BlobNotFound')) throw error
          return { unreadable: 'Path' }
        }
      }),
    )
  }

/** @throws DomainError `Unauthenticated` if the signature is wrong or the URL has expired */
export const checkDatasetSignature = async (
  { signer, now }: Pick<Deps, 'now'> & { readonly signer: UrlSigner },
  dataset: FileDataset | undefined,
  { path, exp, sig }: { readonly path: string; readonly exp: Millis; readonly sig: string },
): Promise<FileDataset> => {
  if (!dataset || exp <= now() || !(await signer.verify(signedParts(dataset, path, exp), sig)))
    throw new DomainError(
      'Unauthenticated',
      'This link is not valid or has expired; read the preview again for a new one',
    )
  return dataset
}

import type { Deps } from '../ports/deps.ts'
import type { DatasetName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { notSigned, openLink, signLink, type LinkSignature } from '../model/files/signed-links.ts'
import { openSource } from '../model/files/open-files.ts'
import { isTooLarge } from '../model/files/limit-content.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { UrlSigner } from '../ports/secrets.ts'
import type { FileDataset } from '../model/datasets/dataset.ts'

const lifetime: Millis = 10 * 60_000

const namedParts = (dataset: DatasetName, path: string, expires: Millis): readonly string[] => [
  'dataset',
  dataset,
  path,
  `${expires}`,
]

/** The creation time, so that a URL is not valid for a later dataset of the same name. */
const exactParts = ({ createdAt }: FileDataset): readonly string[] => [`${createdAt}`]

/**
 * A URL for each file, valid for ten minutes, for an `<img>`. `url` makes a path of this API absolute.
 * @throws DomainError `DatastoreNotFound`, `DatastoreUnreachable`, `DatastoreUnavailable`; `BlobNotFound` for a file that no URL
 * can name, which no dataset chooses
 */
export type DatasetContentUrls = (
  dataset: FileDataset,
  files: readonly Pick<BlobEntry, 'path' | 'size'>[],
  url: (path: string) => string,
) => Promise<readonly string[]>

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
  }: Pick<Deps, 'store' | 'blobs' | 'now'> & { readonly signer: UrlSigner }): DatasetContentUrls =>
  async (dataset, files, url) => {
    if (files.length === 0) return []
    const source = await openSource({ store, blobs }, dataset.datastore)
    const expires = now() + lifetime
    const urlOf = async ({ path, size }: Pick<BlobEntry, 'path' | 'size'>): Promise<string> => {
      // The content route of the service refuses a file that is too large to be sent whole.
      const direct = isTooLarge({ size }) ? undefined : await source.readUrl(path, expires)
      if (direct !== undefined) return direct
      const query = new URLSearchParams({
        path,
        exp: `${expires}`,
        sig: await signLink(signer, namedParts(dataset.id, path, expires), exactParts(dataset)),
      })
      return url(`/datasets/${dataset.id}/content?${query.toString()}`)
    }
    return Promise.all(files.map(urlOf))
  }

/** True for the signature of a link that has not expired. It reads nothing. */
export const createDatasetLinkCheck =
  (deps: Pick<Deps, 'now'> & { readonly signer: UrlSigner }) =>
  async (
    named: { readonly dataset: DatasetName; readonly path: string },
    signature: LinkSignature,
  ): Promise<boolean> =>
    (await openLink(deps, namedParts(named.dataset, named.path, signature.exp), signature)) !== undefined

export type DatasetLinkCheck = ReturnType<typeof createDatasetLinkCheck>

/**
 * The dataset of a signed URL; `read` is called only if the URL is good.
 * @throws DomainError `Unauthenticated` if the signature is wrong, the URL has expired, or the dataset is another one
 */
export const openSignedDataset = async (
  deps: Pick<Deps, 'now'> & { readonly signer: UrlSigner },
  named: { readonly dataset: DatasetName; readonly path: string },
  signature: LinkSignature,
  read: () => Promise<FileDataset | undefined>,
): Promise<FileDataset> => {
  const isFor = await openLink(deps, namedParts(named.dataset, named.path, signature.exp), signature)
  const dataset = isFor && (await read())
  if (!dataset || !(await isFor(exactParts(dataset)))) throw notSigned('the preview')
  return dataset
}

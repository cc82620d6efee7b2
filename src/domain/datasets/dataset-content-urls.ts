import type { Deps } from '../ports/deps.ts'
import type { DatasetName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { notSigned, openLink, signLink, type LinkSignature } from '../model/files/signed-links.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'
import { endOfUrls, expiryAfter } from '../model/files/url-expiry.ts'
import { contentIdOf, mayHaveRendition, type LinkedRendition } from '../model/renditions/rendition.ts'
import { renditionKinds } from '../ports/renditions.ts'
import { isTooLarge } from '../model/files/limit-content.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { UrlSigner } from '../ports/secrets.ts'
import type { FileDataset } from '../model/datasets/dataset.ts'

interface Named {
  readonly dataset: DatasetName
  readonly path: string
  readonly rendition?: LinkedRendition | undefined
}

const namedParts = ({ dataset, path, rendition }: Named, expires: Millis): readonly string[] => [
  ...(rendition ? ['dataset rendition', rendition.kind, rendition.of] : ['dataset']),
  dataset,
  path,
  `${expires}`,
]

/** The creation time, so that a URL is not valid for a later dataset of the same name. */
const exactParts = ({ createdAt }: FileDataset): readonly string[] => [`${createdAt}`]

export interface ShownFile {
  readonly contentUrl: string
  readonly thumbnailUrl?: string | undefined
  readonly screenUrl?: string | undefined
  /** The end of the first of the URLs that ends. */
  readonly urlsExpireAt: Millis
}

/**
 * URLs for each file, for an `<img>`. `url` makes a path of this API absolute.
 * @throws DomainError `DatastoreNotFound`, `DatastoreUnreachable`, `DatastoreUnavailable`; `BlobNotFound` for a file that no URL
 * can name, which no dataset chooses
 */
export type DatasetContentUrls = (
  dataset: FileDataset,
  files: readonly Pick<BlobEntry, 'path' | 'size' | 'etag'>[],
  url: (path: string) => string,
) => Promise<readonly ShownFile[]>

/**
 * Creates a storage URL of the file where the datastore's credential can make one for a single file, else a signed URL of the
 * service; of its renditions always the latter.
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
    const { document: datastore } = await findDatastore(store, dataset.datastore)
    const source = await blobs.open(datastore)
    const expires = expiryAfter(now())
    const ownUrl = async (path: string, rendition?: LinkedRendition): Promise<string> => {
      const named = namedParts({ dataset: dataset.id, path, rendition }, expires)
      const query = new URLSearchParams({
        path,
        ...(rendition && { rendition: rendition.kind, of: rendition.of }),
        exp: `${expires}`,
        sig: await signLink(signer, named, exactParts(dataset)),
      })
      return url(`/datasets/${dataset.id}/content?${query.toString()}`)
    }
    const show = async ({
      path,
      size,
      etag,
    }: Pick<BlobEntry, 'path' | 'size' | 'etag'>): Promise<ShownFile> => {
      // The content route of the service refuses a file that is too large to be sent whole.
      const direct = isTooLarge({ size }) ? undefined : await source.readUrl(path, expires)
      const of = contentIdOf(path, { etag, size })
      const [thumbnailUrl, screenUrl] = mayHaveRendition({ path, file: { size } })
        ? await Promise.all(renditionKinds.map((kind) => ownUrl(path, { kind, of })))
        : []
      return {
        contentUrl: direct ?? (await ownUrl(path)),
        thumbnailUrl,
        screenUrl,
        urlsExpireAt: endOfUrls(expires, datastore),
      }
    }
    return Promise.all(files.map(show))
  }

/** True for the signature of a link that has not expired. It reads nothing. */
export const createDatasetLinkCheck =
  (deps: Pick<Deps, 'now'> & { readonly signer: UrlSigner }) =>
  async (named: Named, signature: LinkSignature): Promise<boolean> =>
    (await openLink(deps, namedParts(named, signature.exp), signature)) !== undefined

export type DatasetLinkCheck = ReturnType<typeof createDatasetLinkCheck>

/**
 * The dataset of a signed URL; `read` is called only if the URL is good.
 * @throws DomainError `Unauthenticated` if the signature is wrong, the URL has expired, or the dataset is another one
 */
export const openSignedDataset = async (
  deps: Pick<Deps, 'now'> & { readonly signer: UrlSigner },
  named: Named,
  signature: LinkSignature,
  read: () => Promise<FileDataset | undefined>,
): Promise<FileDataset> => {
  const isFor = await openLink(deps, namedParts(named, signature.exp), signature)
  const dataset = isFor && (await read())
  if (!dataset || !(await isFor(exactParts(dataset)))) throw notSigned('the preview')
  return dataset
}

import type { Deps } from '../ports/deps.ts'
import type { DatasetName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { notSigned, openLink, signLink, type LinkSignature } from '../model/files/signed-links.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'
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

/** A URL for each path, valid for ten minutes, for an `<img>`. `url` makes a path of this API absolute. */
export type DatasetContentUrls = (
  dataset: FileDataset,
  paths: readonly string[],
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
  async (dataset, paths, url) => {
    if (paths.length === 0) return []
    const { document } = await findDatastore(store, dataset.datastore)
    const source = await blobs.open(document)
    const expires = now() + lifetime
    return Promise.all(
      paths.map(async (path) => {
        const direct = await source.readUrl(path, expires)
        if (direct !== undefined) return direct
        const query = new URLSearchParams({
          path,
          exp: `${expires}`,
          sig: await signLink(signer, namedParts(dataset.id, path, expires), exactParts(dataset)),
        })
        return url(`/datasets/${dataset.id}/content?${query.toString()}`)
      }),
    )
  }

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

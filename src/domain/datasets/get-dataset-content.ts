import { limitContent, type ContentLimit } from '../model/files/limit-content.ts'
import { openSource } from '../model/files/open-files.ts'
import { openContent, type ContentConditions } from '../model/files/open-content.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatasetName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import type { OpenedBlob } from '../ports/blobs.ts'
import type { RenditionKind } from '../ports/renditions.ts'
import type { RenditionContent } from '../model/renditions/rendition.ts'
import type { ShowRendition } from '../model/renditions/show-rendition.ts'
import { getDatasetRendition } from './get-dataset-rendition.ts'
import type { UrlSigner } from '../ports/secrets.ts'
import { openSignedDataset } from './dataset-content-urls.ts'
import { datasetPartition, datasets } from '../model/datasets/dataset.ts'

export interface DatasetContentInput extends ContentConditions {
  readonly dataset: DatasetName
  readonly path: string
  readonly exp: Millis
  readonly sig: string
  /** Absent for the file itself. */
  readonly rendition?: RenditionKind | undefined
  /** The content that the URL of a rendition names. */
  readonly of?: string | undefined
}

export type DatasetContent =
  { readonly path: string; readonly content: OpenedBlob | 'NotModified' } | RenditionContent

/**
 * Opens one file of a dataset, or a rendition of it, for a URL that the service signed. The signature is the only authorization.
 * @throws DomainError `Unauthenticated`, `DatastoreNotFound`, `BlobNotFound`, `RangeNotSatisfiable`,
 * `DatastoreUnreachable`, `DatastoreUnavailable`, `FileTooLarge`; of a rendition `NotDisplayable`, `ServiceUnavailable`
 */
export const getDatasetContent =
  (
    deps: Pick<Deps, 'store' | 'blobs' | 'now'> &
      ContentLimit & { readonly signer: UrlSigner; readonly showRendition: ShowRendition },
  ) =>
  async (input: DatasetContentInput): Promise<DatasetContent> => {
    const { path, rendition: kind, of = '', ifNoneMatch } = input
    const rendition = kind && { kind, of }
    const dataset = await openSignedDataset(deps, { ...input, rendition }, input, async () => {
      const stored = await datasets.read(deps.store, datasetPartition, input.dataset)
      return stored?.document.type === 'Files' ? stored.document : undefined
    })
    const source = await openSource(deps, dataset.datastore)
    if (rendition)
      return getDatasetRendition(deps.showRendition, source, dataset, { ...rendition, path, ifNoneMatch })
    const opened = await openContent((options) => source.open(path, options), input)
    return { path, content: await limitContent(opened, deps) }
  }

export type GetDatasetContent = ReturnType<typeof getDatasetContent>

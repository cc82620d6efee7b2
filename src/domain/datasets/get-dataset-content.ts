import { limitContent, type ContentLimit } from '../model/files/limit-content.ts'
import { openSource } from '../model/files/open-files.ts'
import { openContent, type ContentConditions } from '../model/files/open-content.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatasetName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import type { OpenedBlob } from '../ports/blobs.ts'
import type { UrlSigner } from '../ports/secrets.ts'
import { openSignedDataset } from './dataset-content-urls.ts'
import { datasetPartition, datasets } from '../model/datasets/dataset.ts'

export interface DatasetContentInput extends ContentConditions {
  readonly dataset: DatasetName
  readonly path: string
  readonly exp: Millis
  readonly sig: string
}

/**
 * Opens one file of a dataset for a URL that the service signed. The signature is the only authorization.
 * @throws DomainError `Unauthenticated`, `DatastoreNotFound`, `BlobNotFound`, `RangeNotSatisfiable`,
 * `DatastoreUnreachable`, `DatastoreUnavailable`, `FileTooLarge`
 */
export const getDatasetContent =
  (deps: Pick<Deps, 'store' | 'blobs' | 'now'> & ContentLimit & { readonly signer: UrlSigner }) =>
  async (input: DatasetContentInput): Promise<OpenedBlob | 'NotModified'> => {
    const dataset = await openSignedDataset(deps, input, input, async () => {
      const stored = await datasets.read(deps.store, datasetPartition, input.dataset)
      return stored?.document.type === 'Files' ? stored.document : undefined
    })
    const source = await openSource(deps, dataset.datastore)
    const opened = await openContent((options) => source.open(input.path, options), input)
    return limitContent(opened, deps)
  }

export type GetDatasetContent = ReturnType<typeof getDatasetContent>

import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { DatasetName } from '../core/ids.ts'
import { findDatastore } from '../model/datastores/find-datastore.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { FileDataset } from '../model/datasets/dataset.ts'
import { findDataset } from '../model/datasets/find-dataset.ts'
import { isMediaFile } from '../model/datasets/media-files.ts'
import { parsePathPattern } from '../model/datasets/path-pattern.ts'

const maxFiles = 20
const listingPages = 5
const listingPageSize = 1000

export interface DatasetPreview {
  readonly dataset: FileDataset
  readonly files: readonly BlobEntry[]
  /** False if there may be more files: the preview has 20 already, or the listing stopped after 5 000 names. */
  readonly complete: boolean
}

/** Reads a dataset of files. @throws DomainError `DatasetNotFound`, `UnsupportedTask` for a labeled dataset */
const findFileDataset = async (store: Deps['store'], name: DatasetName): Promise<FileDataset> => {
  const { document } = await findDataset(store, name)
  if (document.type !== 'Files')
    throw new DomainError(
      'UnsupportedTask',
      'A labeled dataset has no preview, because its files belong to exports; list its versions instead',
      { target: 'dataset' },
    )
  return document
}

/**
 * The first files of a dataset, by name.
 * @throws DomainError `Forbidden`, `DatasetNotFound`, `UnsupportedTask`, `DatastoreNotFound`, `DatastoreUnreachable`
 */
export const previewDataset =
  ({ store, blobs }: Pick<Deps, 'store' | 'blobs'>) =>
  async (caller: Caller, { dataset: name }: { readonly dataset: DatasetName }): Promise<DatasetPreview> => {
    authorize(caller, 'Admin')
    const dataset = await findFileDataset(store, name)
    const { document: datastore } = await findDatastore(store, dataset.datastore)
    const source = await blobs.open(datastore)
    const { prefix, matches } = parsePathPattern(dataset.path)
    const files: BlobEntry[] = []
    let continuation: string | undefined
    for (let page = 0; page < listingPages && files.length <= maxFiles; page += 1) {
      const listed = await source.list({ prefix, pageSize: listingPageSize, continuation })
      files.push(...listed.blobs.filter(({ path }) => matches(path) && isMediaFile(dataset.mediaType, path)))
      ;({ continuation } = listed)
      if (continuation === undefined) break
    }
    return {
      dataset,
      files: files.slice(0, maxFiles),
      complete: continuation === undefined && files.length <= maxFiles,
    }
  }

export type PreviewDataset = ReturnType<typeof previewDataset>

import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { DatasetName } from '../core/ids.ts'
import type { BlobEntry } from '../ports/blobs.ts'
import type { FileDataset } from '../model/datasets/dataset.ts'
import { findDataset } from '../model/datasets/find-dataset.ts'
import { parsePathPattern } from '../model/datasets/path-pattern.ts'
import { chooseFiles } from '../model/files/choose-files.ts'
import { openSource } from '../model/files/open-files.ts'
import { noFiles, type FileTally } from '../model/files/file-report.ts'

const maxFiles = 20
const listingPages = 5
const listingPageSize = 1000

export interface DatasetPreview {
  readonly dataset: FileDataset
  readonly files: readonly BlobEntry[]
  /** False if there may be more files: the preview has 20 already, or the listing stopped after 5 000 names. */
  readonly complete: boolean
  /** All files that match the path, up to the end of the listing or of its limit. */
  readonly counted: FileTally
  /** True if the listing came to its end, so `counted` has all files. */
  readonly countComplete: boolean
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
 * @throws DomainError `Forbidden`, `DatasetNotFound`, `UnsupportedTask`, `DatastoreNotFound`,
 * `DatastoreUnreachable`, `DatastoreUnavailable`
 */
export const previewDataset =
  (deps: Pick<Deps, 'store' | 'blobs'>) =>
  async (caller: Caller, { dataset: name }: { readonly dataset: DatasetName }): Promise<DatasetPreview> => {
    authorize(caller, 'Admin')
    const dataset = await findFileDataset(deps.store, name)
    const source = await openSource(deps, dataset.datastore)
    const { prefix } = parsePathPattern(dataset.path)
    const choose = chooseFiles(dataset)
    const first: BlobEntry[] = []
    let counted = noFiles
    let continuation: string | undefined
    for (let page = 0; page < listingPages; page += 1) {
      const listed = await source.list({ prefix, pageSize: listingPageSize, continuation })
      const { chosen, files } = choose(listed.blobs, counted)
      first.push(...chosen.slice(0, maxFiles - first.length))
      counted = files
      ;({ continuation } = listed)
      if (continuation === undefined) break
    }
    const countComplete = continuation === undefined
    return {
      dataset,
      files: first,
      complete: countComplete && counted.chosen <= maxFiles,
      counted,
      countComplete,
    }
  }

export type PreviewDataset = ReturnType<typeof previewDataset>

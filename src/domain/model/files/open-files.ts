import type { Deps } from '../../ports/deps.ts'
import type { DatastoreName } from '../../core/ids.ts'
import { parsePathPattern } from '../datasets/path-pattern.ts'
import type { FileDataset } from '../datasets/dataset.ts'
import { findDatastore } from '../datastores/find-datastore.ts'
import type { BlobListPage, BlobSource } from '../../ports/blobs.ts'
import { chooseFiles, type ChooseFiles } from './choose-files.ts'

/** A selection of files: the fields of a dataset, or of a project, which copies them from its dataset. */
export interface FileChoice {
  readonly datastore: DatastoreName
  readonly path: string
  readonly mediaType: FileDataset['mediaType']
}

/** A selection of files that can be listed. */
export interface OpenFiles {
  readonly source: BlobSource
  /** The next list page of names in order, chosen or not. */
  list(continuation: string | undefined): Promise<BlobListPage>
  readonly choose: ChooseFiles
}

const largestPage = 5000

/** Opens the container of a datastore. @throws DomainError `DatastoreNotFound` */
export const openSource = async (
  { store, blobs }: Pick<Deps, 'store' | 'blobs'>,
  name: DatastoreName,
): Promise<BlobSource> => {
  const { document } = await findDatastore(store, name)
  return blobs.open(document)
}

/** Opens a selection of files for listing. @throws DomainError `DatastoreNotFound` */
export const openFiles = async (
  deps: Pick<Deps, 'store' | 'blobs'>,
  { datastore, path, mediaType }: FileChoice,
): Promise<OpenFiles> => {
  const source = await openSource(deps, datastore)
  const pattern = parsePathPattern(path)
  return {
    source,
    list: (continuation) =>
      source.list({
        prefix: pattern.prefix,
        pageSize: largestPage,
        ...(continuation === undefined ? {} : { continuation }),
      }),
    choose: chooseFiles({ path, mediaType }),
  }
}

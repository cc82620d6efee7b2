import {
  datasetPartition,
  datasets,
  datasetVersionPartition,
  datasetVersions,
} from '../../src/domain/model/datasets/dataset.ts'
import type { DocumentKind } from '../../src/domain/model/documents/define-document.ts'
import { queryAll } from '../../src/domain/model/documents/query-documents.ts'
import { exportRecords } from '../../src/domain/model/exports/export.ts'
import { projectScope } from '../../src/domain/model/projects/project.ts'
import type { Store, StoredDocument } from '../../src/domain/ports/store.ts'
import type { FakeExportFiles } from './fake-blobs.ts'

const readKind = async <T extends StoredDocument>(
  store: Store,
  kind: DocumentKind<T>,
  partition: string,
): Promise<readonly T[]> => {
  const found: T[] = []
  const where = [{ field: 'kind', op: 'eq' as const, value: kind.kind }]
  for await (const documents of queryAll(store, kind, partition, { where, orderBy: 'id', limit: 100 }))
    found.push(...documents.map(({ document }) => document))
  return found
}

interface Places {
  readonly uids: readonly string[]
  /** The names of labeled datasets, also of those that may be deleted. */
  readonly names: readonly string[]
}

/**
 * What the records of exports and the labeled datasets name although it does not exist (`dangling`), and the files that
 * neither names (`orphans`).
 */
export const checkPointers = async (store: Store, files: FakeExportFiles, { uids, names }: Places) => {
  const dangling: string[] = []
  const folders: string[] = []
  const written = [...files.committed.keys()]
  const hasFiles = (folder: string): boolean => written.some((path) => path.startsWith(`${folder}/`))
  for (const uid of uids)
    for (const record of await readKind(store, exportRecords, projectScope(uid))) {
      folders.push(record.snapshotPath)
      for (const { path } of record.files)
        if (!files.committed.has(`${record.snapshotPath}/${path}`))
          dangling.push(`export ${record.export} → ${path}`)
    }
  const known = await readKind(store, datasets, datasetPartition)
  for (const name of names) {
    const dataset = known.find(({ id }) => id === name)
    const versions = await readKind(store, datasetVersions, datasetVersionPartition(name))
    for (const { version, snapshotPath } of versions) {
      folders.push(snapshotPath)
      const isShown = dataset?.type === 'Labeled' && !dataset.deleting
      if (isShown && !hasFiles(snapshotPath)) dangling.push(`${name} v${version} → ${snapshotPath}`)
    }
    if (dataset?.type === 'Labeled' && !dataset.deleting)
      if (!versions.some(({ version }) => version === dataset.version))
        dangling.push(`${name} → v${dataset.version}`)
  }
  const orphans = written.filter((path) => !folders.some((folder) => path.startsWith(`${folder}/`)))
  return { dangling, orphans }
}

import type { Millis } from '../core/time.ts'
import type { ProjectName, ProjectUid } from '../core/ids.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionId,
  datasetVersionPartition,
  datasetVersions,
} from '../model/datasets/dataset.ts'
import { removeVersions } from '../model/datasets/remove-versions.ts'
import { queryAll, queryFirst } from '../model/documents/query-documents.ts'
import { exportRecords, type ExportDocument } from '../model/exports/export.ts'
import { deleteExportDocuments, markDeleting, removeVersionOf } from '../model/exports/remove-export.ts'
import { projectScope } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'

const recordsPerRead = 100

/** The project that is deleted, from the operation. */
interface Deletion {
  readonly project: ProjectName
  readonly projectUid: ProjectUid
  readonly deleteFiles: boolean
}

/** Removes the project's versions from all labeled datasets. */
const removeAllVersions = async (store: Store, { project, projectUid }: Deletion): Promise<void> => {
  const list = queryAll(store, datasets, datasetPartition, {
    where: [{ field: 'kind', op: 'eq', value: datasets.kind }],
    orderBy: 'id',
    limit: 200,
  })
  for await (const documents of list)
    for (const { document } of documents)
      if (document.type === 'Labeled' && document.project === project)
        await removeVersions(store, document.id, (version) => version.projectUid === projectUid)
}

/**
 * True if a labeled dataset names the files of the export. A dataset whose deletion has begun does not: the deletion of the
 * dataset and of the project each begin with a mark and then look for the other's, so at least one deletes the files.
 */
const isNamed = async (
  store: Store,
  { status, labeledAssetName: name, datasetVersion, export: id }: ExportDocument,
): Promise<boolean> => {
  if (status !== 'Succeeded' || name === undefined || datasetVersion === undefined) return false
  const dataset = (await datasets.read(store, datasetPartition, name))?.document
  if (dataset?.type !== 'Labeled' || dataset.deleting) return false
  const partition = datasetVersionPartition(name)
  const version = await datasetVersions.read(store, partition, datasetVersionId(datasetVersion))
  return version?.document.export === id
}

/** @returns False if some of its files are left. */
const releaseExport = async (
  { store, files }: Pick<Deps, 'store' | 'files'>,
  { projectUid, deleteFiles }: Deletion,
  record: ExportDocument,
): Promise<boolean> => {
  if (deleteFiles || !(await isNamed(store, record))) {
    await markDeleting(store, projectUid, record.export)
    await removeVersionOf(store, record)
    if (!(await files.deleteUnder(`${record.snapshotPath}/`))) return false
  }
  await deleteExportDocuments(store, projectUid, record.export)
  return true
}

/**
 * Deletes the exports of a project that is deleted, until `until`. What a labeled dataset names stays, unless `deleteFiles`:
 * then the versions go first, so that a crash leaves none whose files are gone. The record of an export is deleted last,
 * because nothing else names its files.
 * @returns True when none is left.
 */
export const releaseExports = async (
  deps: Pick<Deps, 'store' | 'files' | 'now'>,
  deletion: Deletion,
  until: Millis,
): Promise<boolean> => {
  if (deletion.deleteFiles) await removeAllVersions(deps.store, deletion)
  do {
    const { documents } = await queryFirst(
      deps.store,
      exportRecords.container,
      projectScope(deletion.projectUid),
      {
        where: [{ field: 'kind', op: 'eq', value: exportRecords.kind }],
        orderBy: 'id',
        limit: recordsPerRead,
      },
    )
    if (documents.length === 0) return true
    for (const stored of documents) {
      const { document: record } = exportRecords.parse(stored)
      let done: boolean
      do {
        done = await releaseExport(deps, deletion, record)
        if (deps.now() >= until) return false
      } while (!done)
    }
  } while (deps.now() < until)
  return false
}

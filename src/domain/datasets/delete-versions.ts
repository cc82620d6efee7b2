import { forEachBounded } from '../core/for-each-bounded.ts'
import { tooBusy } from '../core/errors.ts'
import type { DatasetName } from '../core/ids.ts'
import {
  datasetVersionPartition,
  datasetVersions,
  type DatasetVersionDocument,
} from '../model/datasets/dataset.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { listById } from '../model/documents/query-documents.ts'
import { exportRecordId, exportRecords } from '../model/exports/export.ts'
import { projectPartition, projects, projectScope } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'

const versionsPerRead = 100
const versionsAtOnce = 8
/** A round fails only after a concurrent deletion of the same versions. */
const failedRounds = 20

/**
 * Makes the export forget its version; one that is still open is told, before the version is deleted, that it has none.
 * @returns True if the export exists, and so names the files. An export that is deleted with its project does not.
 */
const releaseExportOf = async (store: Store, version: DatasetVersionDocument): Promise<boolean> => {
  const project = (await projects.read(store, projectPartition, version.project))?.document
  if (!project || project.uid !== version.projectUid || project.status === 'Deleting') return false
  const id = exportRecordId(version.export)
  const record = await changeDocument(store, exportRecords, projectScope(project.uid), id, (known) => {
    if (known.open) return known.versionDeleted ? undefined : { ...known, versionDeleted: true }
    if (known.datasetVersion === undefined) return undefined
    const { labeledAssetName: _name, datasetVersion: _version, ...rest } = known
    return rest
  })
  return record !== undefined
}

/**
 * Deletes all versions of a labeled dataset whose deletion has begun. The files stay with their export; the files of an
 * export that no longer exists are deleted first, because only the version names them.
 * @throws DomainError `ServiceUnavailable`
 */
export const deleteVersions = async (
  { store, files }: Pick<Deps, 'store' | 'files'>,
  name: DatasetName,
): Promise<void> => {
  const partition = datasetVersionPartition(name)
  for (let failed = 0; failed < failedRounds;) {
    const { documents } = await listById(store, datasetVersions, partition, { maxpagesize: versionsPerRead })
    if (documents.length === 0) return
    await forEachBounded(documents, versionsAtOnce, async ({ document }) => {
      if (document.projectUid === undefined || (await releaseExportOf(store, document))) return
      while (!(await files.deleteUnder(`${document.snapshotPath}/`)));
    })
    const deleted = await store.batch(
      datasetVersions.container,
      partition,
      documents.map(({ document, etag }) => ({ type: 'delete', id: document.id, ifMatch: etag })),
    )
    if (!deleted.ok) failed += 1
  }
  throw tooBusy()
}

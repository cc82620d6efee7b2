import {
  datasetPartition,
  datasets,
  datasetVersionPartition,
  datasetVersions,
} from '../model/datasets/dataset.ts'
import { fencedReads } from '../model/documents/fenced-reads.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { exportRecordId, exportRecords, packFolder, snapshotPathOf } from '../model/exports/export.ts'
import { removeVersionOf } from '../model/exports/remove-export.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import { projectScope } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Clause, Query, Store } from '../ports/store.ts'

type ExportOperation = Pick<
  Extract<OperationDocument, { work: 'export' }>,
  'project' | 'projectUid' | 'export'
>

export const deleteFolder = async (files: Deps['files'], folder: string): Promise<void> => {
  while (!(await files.deleteUnder(`${folder}/`)));
}

/** True if a labeled dataset names the files of the export: a deleted project leaves its versions. */
const hasVersion = async (
  store: Store,
  { project, export: id }: Pick<ExportOperation, 'project' | 'export'>,
): Promise<boolean> => {
  const kindIs = (kind: string): Clause => ({ field: 'kind', op: 'eq', value: kind })
  const named: Query = { where: [kindIs(datasets.kind)], orderBy: 'id', limit: 200 }
  for await (const documents of queryAll(store, datasets, datasetPartition, named))
    for (const { document } of documents) {
      if (document.type !== 'Labeled' || document.project !== project) continue
      const query: Query = { where: [kindIs(datasetVersions.kind)], orderBy: 'version', limit: 200 }
      const list = queryAll(store, datasetVersions, datasetVersionPartition(document.id), query)
      for await (const versions of list) if (versions.some((one) => one.document.export === id)) return true
    }
  return false
}

/**
 * Deletes what is left of an export whose operation has ended: what a step wrote that outlived it, and files that storage
 * did not delete in time. Of an export that succeeded these are the packs of its parts. An open record is closed, and deleted
 * with its project, by others.
 */
export const sweepExport = async (
  deps: Pick<Deps, 'store' | 'files'>,
  operation: ExportOperation,
): Promise<void> => {
  const store = fencedReads(deps.store)
  const { project, projectUid, export: id } = operation
  const record = (await exportRecords.read(store, projectScope(projectUid), exportRecordId(id)))?.document
  const folder = snapshotPathOf({ id: project, uid: projectUid }, id)
  if (record?.open) return
  if (record?.status === 'Succeeded') return deleteFolder(deps.files, `${folder}/${packFolder}`)
  if (record) await removeVersionOf(store, record)
  else if (await hasVersion(store, operation)) return
  await deleteFolder(deps.files, folder)
}

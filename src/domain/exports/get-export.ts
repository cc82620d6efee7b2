import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ExportId, ProjectName } from '../core/ids.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope } from '../model/projects/project.ts'
import type { Store, Stored } from '../ports/store.ts'
import { exportRecordId, exportRecords, type ExportDocument } from '../model/exports/export.ts'

/** Reads the record of an export. @throws DomainError `ExportNotFound` */
export const findExport = async (
  store: Store,
  uid: string,
  id: ExportId,
): Promise<Stored<ExportDocument>> => {
  const record = await exportRecords.read(store, projectScope(uid), exportRecordId(id))
  if (!record)
    throw new DomainError('ExportNotFound', `There is no export '${id}' in this project`, {
      target: 'export',
    })
  return record
}

/** Adds the row count of a running export, which is in its operation. */
export const withProgress = async (store: Store, record: ExportDocument): Promise<ExportDocument> => {
  if (!record.open) return record
  const operation = await operations.read(store, operationPartition, record.operation)
  return operation ? { ...record, exportedRowCount: operation.document.done } : record
}

/** Reads an export with its progress. @throws DomainError `ProjectNotFound`, `Forbidden`, `ExportNotFound` */
export const getExport =
  ({ store }: Pick<Deps, 'store'>) =>
  async (caller: Caller, name: ProjectName, id: ExportId): Promise<ExportDocument> => {
    const { document: project } = await openProject(store, caller, name, 'Reviewer')
    return withProgress(store, (await findExport(store, project.uid, id)).document)
  }

export type GetExport = ReturnType<typeof getExport>

import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ExportId, ProjectName } from '../core/ids.ts'
import type { AllowedHosts } from '../model/datastores/container-url.ts'
import { withPresentUrl } from '../model/datastores/own-account.ts'
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

export type ShownExport = Pick<Deps, 'store'> & { readonly allowedHosts: AllowedHosts }

/** The record as it is shown: with the present URL of the container of the images. */
export const showExport = (record: ExportDocument, allowedHosts: AllowedHosts): ExportDocument =>
  record.images ? { ...record, images: withPresentUrl(record.images, allowedHosts) } : record

/** Adds the row count of a running export, which is in its operation. */
export const withProgress = async (
  { store, allowedHosts }: ShownExport,
  record: ExportDocument,
): Promise<ExportDocument> => {
  const shown = showExport(record, allowedHosts)
  if (!record.open) return shown
  const operation = await operations.read(store, operationPartition, record.operation)
  return operation ? { ...shown, exportedRowCount: operation.document.done } : shown
}

/** Reads an export with its progress. @throws DomainError `ProjectNotFound`, `Forbidden`, `ExportNotFound` */
export const getExport =
  (deps: ShownExport) =>
  async (caller: Caller, name: ProjectName, id: ExportId): Promise<ExportDocument> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Reviewer')
    return withProgress(deps, (await findExport(deps.store, project.uid, id)).document)
  }

export type GetExport = ReturnType<typeof getExport>

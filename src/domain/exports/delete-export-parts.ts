import { userId } from '../core/ids.ts'
import { snapshotPathOf } from '../model/exports/export.ts'
import { beginDeleting, deleteExportDocuments, removeVersionOf } from '../model/exports/remove-export.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork } from '../model/operations/open-work.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * The first step of the deletion of an export: marks its record, if the request did not come so far, and removes its
 * version, so that nothing names the files when they are deleted. Idempotent.
 * @throws WorkStopped, DomainError `ServiceUnavailable`
 */
export const beginExportDeletion =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (id: string): Promise<void> => {
    const { operation, project } = await openWork(deps.store, id, 'deleteExport')
    const { startedBy, requestId, export: exported } = operation
    const actor = { user: userId.parse(startedBy), requestId }
    const record = await beginDeleting(deps, project.document, exported, actor)
    if (record) await removeVersionOf(deps.store, record)
  }

/** Deletes some of the export's files. @returns True when none is left. @throws WorkStopped, DomainError `ServiceUnavailable` */
export const deleteFilesOfExport =
  (deps: Pick<Deps, 'store' | 'files'>) =>
  async (id: string): Promise<boolean> => {
    const { operation, project } = await openWork(deps.store, id, 'deleteExport')
    return deps.files.deleteUnder(`${snapshotPathOf(project.document, operation.export)}/`)
  }

/** The last step: deletes the record, then ends the operation. @throws WorkStopped, DomainError `ServiceUnavailable` */
export const finishExportDeletion =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string): Promise<void> => {
    const { operation } = await openWork(deps.store, id, 'deleteExport')
    await deleteExportDocuments(deps.store, operation.projectUid, operation.export)
    await endOperation(deps, id, { status: 'Succeeded' })
  }

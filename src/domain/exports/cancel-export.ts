import { auditOperation } from '../model/audit/audit.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ExportId, ProjectName } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import { endExport } from '../model/exports/end-export.ts'
import type { ExportDocument } from '../model/exports/export.ts'
import { findExport, showExport, type ShownExport } from './get-export.ts'

/**
 * Cancels an export; its files never become visible. Idempotent. The orchestration notices at its next step, deletes the
 * files that exist, and ends the operation; after a crash it is resumed.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ExportNotFound`; `ExportFinished` if it succeeded or failed
 */
export const cancelExport =
  (deps: Pick<Deps, 'now' | 'newId'> & ShownExport) =>
  async (caller: Caller, name: ProjectName, id: ExportId): Promise<ExportDocument> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Admin')
    await findExport(deps.store, project.uid, id)
    const record = await endExport(deps, project.uid, id, { status: 'Canceled' }, [
      auditOperation(
        caller,
        project,
        { at: deps.now(), unique: deps.newId() },
        { action: 'CancelExport', target: id },
      ),
    ])
    if (record?.status !== 'Canceled')
      throw new DomainError(
        'ExportFinished',
        `The export cannot be canceled, because it has ended (${record?.status ?? 'deleted'}); list the exports to see the running ones`,
      )
    return showExport(record, deps.allowedHosts)
  }

export type CancelExport = ReturnType<typeof cancelExport>

import { auditOperation } from '../model/audit/audit.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ExportId, ProjectName } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import { endExport } from '../model/exports/end-export.ts'
import type { ExportDocument } from '../model/exports/export.ts'
import { findExport } from './get-export.ts'

/**
 * Stops an export; nothing of it becomes visible. Canceling it again is harmless. Its orchestration finds out at its next
 * step, takes away what is there of its files, and ends its operation: whatever dies meanwhile, that is taken up again.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ExportNotFound`; `ExportFinished` if it has ended otherwise.
 */
export const cancelExport =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'>) =>
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
        `The export has ended already: ${record?.status ?? 'it is gone'}`,
      )
    return record
  }

export type CancelExport = ReturnType<typeof cancelExport>

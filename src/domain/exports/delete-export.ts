import type { Caller } from '../core/caller.ts'
import { DomainError } from '../core/errors.ts'
import { operationId, type ExportId, type ProjectName } from '../core/ids.ts'
import { fencedReads } from '../model/documents/fenced-reads.ts'
import type { ExportDocument } from '../model/exports/export.ts'
import { beginDeleting } from '../model/exports/remove-export.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import { startOperation, writeIntent, type OperationIntent } from '../model/operations/start-operation.ts'
import { openProject } from '../model/projects/project-access.ts'
import { requireCreated } from '../model/projects/project-status.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { findExport } from './get-export.ts'

type DeleteDeps = Pick<Deps, 'store' | 'now' | 'newId'>

/** True if neither the record nor the operation of an export is open: no step of it writes files any more. */
export const hasEnded = async (store: Store, record: ExportDocument): Promise<boolean> => {
  if (record.open) return false
  const operation = await operations.read(store, operationPartition, record.operation)
  return !operation?.document.open
}

/** Starts the deletion of an export that has ended, or returns the running one. Idempotent. */
export const startDeletion = async (
  deps: DeleteDeps,
  workflows: Workflows,
  project: ProjectDocument,
  record: ExportDocument,
  actor: Pick<Caller, 'user' | 'requestId'>,
): Promise<OperationDocument> => {
  const intent: OperationIntent = {
    id: operationId.parse(`delete-${record.operation}`),
    work: 'deleteExport',
    export: record.export,
    project: project.id,
    projectUid: project.uid,
    startedBy: actor.user,
    requestId: actor.requestId,
  }
  // The intent first: after a crash the operation is resumed, and its first step begins the deletion.
  await writeIntent(deps, intent)
  await beginDeleting(deps, project, record.export, actor)
  return startOperation(deps, workflows, intent)
}

/**
 * Starts the deletion of an export: its version of a labeled dataset, its files, its record.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ExportNotFound`; `ProjectBusy` while the export runs, or while the
 * project is being created or deleted
 */
export const deleteExport =
  (deps: DeleteDeps) =>
  async (
    caller: Caller,
    workflows: Workflows,
    name: ProjectName,
    id: ExportId,
  ): Promise<OperationDocument> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Admin')
    const { document: record } = await findExport(deps.store, project.uid, id)
    requireCreated(project)
    // An old read can show an open operation as not there.
    if (!(await hasEnded(fencedReads(deps.store), record)))
      throw new DomainError(
        'ProjectBusy',
        `The export '${id}' has not ended; cancel it or wait for its operation to end, then delete it`,
        { target: 'export' },
      )
    return startDeletion(deps, workflows, project, record, caller)
  }

export type DeleteExport = ReturnType<typeof deleteExport>

import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { operationId, type ProjectName } from '../core/ids.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import { startOperation, type OperationIntent } from '../model/operations/start-operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { openProject } from '../model/projects/project-access.ts'
import { nextStatus } from '../model/projects/project-status.ts'
import { projectPartition } from '../model/projects/project.ts'

/**
 * Starts the deletion of a project with its items, labels and exports. The versions of its labeled datasets stay, with their
 * files, unless `deleteFiles`.
 * @throws DomainError `ProjectNotFound`, `PreconditionFailed`, `ProjectBusy`
 */
export const deleteProject =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    input: { readonly name: ProjectName; readonly deleteFiles: boolean; readonly ifMatch: string },
    workflows: Workflows,
  ): Promise<OperationDocument> => {
    const { document: project, etag } = await openProject(deps.store, caller, input.name, 'Admin')
    checkMatch({ etag }, input.ifMatch)
    const intent: OperationIntent = {
      id: operationId.parse(`delete-${project.uid}`),
      work: 'delete',
      project: project.id,
      projectUid: project.uid,
      startedBy: caller.user,
      requestId: workflows.requestId,
      deleteFiles: input.deleteFiles,
    }
    const status = nextStatus(project, 'delete')
    const at = deps.now()
    // The status first: it decides the deletion, and after a crash a repeated request starts the operation.
    const written = await deps.store.batch('workspace', projectPartition, [
      {
        type: 'replace',
        document: { ...project, status, operation: intent.id, updatedAt: at },
        ifMatch: etag,
      },
      auditOperation(
        caller,
        project,
        { at, unique: deps.newId() },
        { action: 'DeleteProject', target: intent.id },
      ),
    ])
    if (!written.ok) throw preconditionFailed()
    return startOperation(deps, workflows, intent)
  }

export type DeleteProject = ReturnType<typeof deleteProject>

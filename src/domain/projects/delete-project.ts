import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { operationId, type ProjectName } from '../core/ids.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import { startOperation, type OperationIntent } from '../model/operations/start-operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { openProject } from '../model/projects/project-access.ts'
import { nextStatus } from '../model/projects/project-status.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'

type Deletion = NonNullable<ProjectDocument['deletion']>

/** The intent of the deletion that a project's document decides. */
export const deletionIntent = ({ id, uid }: ProjectDocument, deletion: Deletion): OperationIntent => ({
  id: operationId.parse(`delete-${uid}`),
  work: 'delete',
  project: id,
  projectUid: uid,
  ...deletion,
})

/**
 * Starts the deletion of a project with its items, labels and exports. The versions of its labeled datasets stay, with their
 * files, unless `deleteFiles`. A project that is being deleted has passed a condition already: its running deletion is
 * returned, whatever `ifMatch` and `deleteFiles` are.
 * @throws DomainError `ProjectNotFound`, `PreconditionFailed`, `ProjectBusy`
 */
export const deleteProject =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    input: { readonly name: ProjectName; readonly deleteFiles: boolean; readonly ifMatch: string },
    workflows: Workflows,
  ): Promise<OperationDocument> => {
    const { store } = deps
    const asked: Deletion = {
      deleteFiles: input.deleteFiles,
      startedBy: caller.user,
      requestId: workflows.requestId,
    }
    const intent = await untilWritten(store, projects.container, projectPartition, async (fresh) => {
      const { document: project, etag } = await openProject(store, caller, input.name, 'Admin')
      const status = nextStatus(project, 'delete')
      // An old read can show a deleted project whose name has another one by now.
      if (status === project.status)
        return fresh ? { value: deletionIntent(project, project.deletion ?? asked) } : undefined
      checkMatch({ etag }, input.ifMatch)
      const decided = deletionIntent(project, asked)
      const at = deps.now()
      // One write decides the deletion with its intent: after a crash `repairProjects` or the same request starts it.
      const written = await store.batch(projects.container, projectPartition, [
        {
          type: 'replace',
          document: { ...project, status, operation: decided.id, deletion: asked, updatedAt: at },
          ifMatch: etag,
        },
        auditOperation(
          caller,
          project,
          { at, unique: deps.newId() },
          { action: 'DeleteProject', target: decided.id },
        ),
      ])
      return written.ok ? { value: decided } : undefined
    })
    return startOperation(deps, workflows, intent)
  }

export type DeleteProject = ReturnType<typeof deleteProject>

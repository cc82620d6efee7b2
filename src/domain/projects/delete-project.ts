import { includesRole, type Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkMatch, requireMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { isDomainError } from '../core/errors.ts'
import { operationId, type ProjectName } from '../core/ids.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import { startOperation, type OperationIntent } from '../model/operations/start-operation.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { openProject, type OpenedProject } from '../model/projects/project-access.ts'
import { nextStatus } from '../model/projects/project-status.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'

type Deletion = NonNullable<ProjectDocument['deletion']>

/** The intent of the deletion that a project's document decides. */
export const deletionIntent = (
  { id, uid, operation }: ProjectDocument,
  deletion: Deletion,
): OperationIntent => ({
  id: operation,
  work: 'delete',
  project: id,
  projectUid: uid,
  ...deletion,
})

/**
 * Only a read operation is known to have ended. One that ended before its project was gone has failed; one that is missing is
 * written again under its id.
 */
const hasFailed = async (store: Store, { operation }: ProjectDocument): Promise<boolean> => {
  if (store.canLag) await store.fence(operations.container, operationPartition)
  const known = await operations.read(store, operationPartition, operation)
  return known !== undefined && !known.document.open
}

/** The document of a project whose deletion failed, with the operation that continues it. */
const withNextDeletion = (
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  project: ProjectDocument,
  deletion: Deletion,
): ProjectDocument => ({
  ...project,
  operation: operationId.parse(`delete-${project.uid}-${newId()}`),
  deletion,
  updatedAt: now(),
})

/**
 * Continues a deletion without an open operation, for the timer. The audit has the request of the deletion already.
 * @returns True if an operation was started.
 */
export const continueDeletion = async (
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  workflows: Workflows,
  { id, uid }: Pick<ProjectDocument, 'id' | 'uid'>,
): Promise<boolean> => {
  const { store } = deps
  const intent = await untilWritten(store, projects.container, projectPartition, async (fresh) => {
    if (!fresh) return undefined
    const stored = await projects.read(store, projectPartition, id)
    if (stored?.document.uid !== uid) return { value: undefined }
    const { deletion, status, operation } = stored.document
    if (status !== 'Deleting' || !deletion) return { value: undefined }
    const known = (await operations.read(store, operationPartition, operation))?.document
    if (known?.open) return { value: undefined }
    if (!known) return { value: deletionIntent(stored.document, deletion) }
    const document = withNextDeletion(deps, stored.document, deletion)
    const { ok } = await store.batch(projects.container, projectPartition, [
      { type: 'replace', document, ifMatch: stored.etag },
    ])
    return ok ? { value: deletionIntent(document, deletion) } : undefined
  })
  if (intent) await startOperation(deps, workflows, intent)
  return intent !== undefined
}

/** The project; undefined if an app Admin, who is a member of all projects, names one that does not exist. */
const openIfExists = async (
  store: Store,
  caller: Caller,
  name: ProjectName,
): Promise<OpenedProject | undefined> => {
  try {
    return await openProject(store, caller, name, 'Admin')
  } catch (error) {
    if (isDomainError(error, 'ProjectNotFound') && includesRole(caller.role, 'Admin')) return undefined
    throw error
  }
}

/**
 * Starts the deletion of a project with its items, labels and exports. The versions of its labeled datasets stay, with their
 * files, unless `deleteFiles`. A project that is being deleted has passed a condition already: its running deletion is
 * returned, or one that failed is continued, whatever `ifMatch` and `deleteFiles` are.
 * @returns The operation; undefined if there is no such project, which only an app Admin may know.
 * @throws DomainError `ProjectNotFound`, `PreconditionRequired`, `PreconditionFailed`, `ProjectBusy`
 */
export const deleteProject =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    input: {
      readonly name: ProjectName
      readonly deleteFiles: boolean
      readonly ifMatch: string | undefined
    },
    workflows: Workflows,
  ): Promise<OperationDocument | undefined> => {
    const { store } = deps
    const asked: Deletion = {
      deleteFiles: input.deleteFiles,
      startedBy: caller.user,
      requestId: workflows.requestId,
    }
    const intent = await untilWritten(store, projects.container, projectPartition, async (fresh) => {
      const opened = await openIfExists(store, caller, input.name)
      if (!opened) return fresh ? { value: undefined } : undefined
      const { document: project, etag } = opened
      const ifMatch = requireMatch(input.ifMatch)
      const status = nextStatus(project, 'delete')
      const isMarked = status === project.status
      if (isMarked) {
        // An old read can show a deleted project whose name has another one by now.
        if (!fresh) return undefined
        if (!(await hasFailed(store, project)))
          return { value: deletionIntent(project, project.deletion ?? asked) }
      } else checkMatch({ etag }, ifMatch)
      const at = deps.now()
      const deletion = { ...asked, deleteFiles: (project.deletion ?? asked).deleteFiles }
      const document: ProjectDocument = isMarked
        ? withNextDeletion(deps, project, deletion)
        : {
            ...project,
            status,
            operation: operationId.parse(`delete-${project.uid}`),
            deletion,
            updatedAt: at,
          }
      // One write decides the deletion with its intent: after a crash `repairProjects` or the same request starts it.
      const written = await store.batch(projects.container, projectPartition, [
        { type: 'replace', document, ifMatch: etag },
        auditOperation(
          caller,
          project,
          { at, unique: deps.newId() },
          { action: 'DeleteProject', target: document.operation },
        ),
      ])
      return written.ok ? { value: deletionIntent(document, document.deletion ?? asked) } : undefined
    })
    return intent && startOperation(deps, workflows, intent)
  }

export type DeleteProject = ReturnType<typeof deleteProject>

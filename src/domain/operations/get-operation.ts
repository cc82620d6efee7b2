import { includesRole, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import { roleInProject } from '../model/projects/project-access.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'

const notFound = (id: string): DomainError =>
  new DomainError('OperationNotFound', `There is no operation '${id}' that you may read`, {
    target: 'operation',
  })

/**
 * Reads an operation, for app Admins and for Reviewers of its project.
 * @throws DomainError `OperationNotFound`, also to all other callers
 */
export const getOperation =
  ({ store }: Pick<Deps, 'store'>) =>
  async (caller: Caller, id: string): Promise<OperationDocument> => {
    const operation = (await operations.read(store, operationPartition, id))?.document
    if (!operation) throw notFound(id)
    if (caller.role === 'Admin') return operation
    const project = (await projects.read(store, projectPartition, operation.project))?.document
    const role = project?.uid === operation.projectUid && (await roleInProject(store, caller, project))
    if (!role || !includesRole(role, 'Reviewer')) throw notFound(id)
    return operation
  }

export type GetOperation = ReturnType<typeof getOperation>

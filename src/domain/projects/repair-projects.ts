import { isDomainError } from '../core/errors.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'
import { startOperation } from '../model/operations/start-operation.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Query } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { deletionIntent } from './delete-project.ts'
import { failCreation } from './fail-creation.ts'

type RepairDeps = Pick<Deps, 'store' | 'now'>

/** @returns True if there was something to repair. */
const repairProject = async (
  deps: RepairDeps,
  workflows: Workflows,
  project: ProjectDocument,
): Promise<boolean> => {
  const { status, deletion, operation: id } = project
  if (status !== 'Creating' && status !== 'Deleting') return false
  const operation = (await operations.read(deps.store, operationPartition, id))?.document
  if (status === 'Deleting') {
    if (operation || !deletion) return false
    await startOperation(deps, workflows, deletionIntent(project, deletion))
    return true
  }
  // The import resumed before its project was there, and has ended. Only a read operation is known to have ended.
  if (!operation || operation.open) return false
  return (await failCreation(deps, project))?.status === 'Failed'
}

/**
 * Completes what a process left behind that died between two writes: a deletion that was decided and has no operation, and
 * a project whose import has ended without it. It needs a store whose reads are behind fences.
 * @returns The numbers of projects that were repaired, and that could not be: the next run repairs them.
 */
export const repairProjects = async (
  deps: RepairDeps,
  workflows: Workflows,
): Promise<{ readonly repaired: number; readonly failed: number }> => {
  const outcome = { repaired: 0, failed: 0 }
  const query: Query = {
    where: [{ field: 'kind', op: 'eq', value: projects.kind }],
    orderBy: 'id',
    limit: 100,
  }
  for await (const documents of queryAll(deps.store, projects, projectPartition, query))
    for (const { document } of documents) {
      try {
        if (await repairProject(deps, workflows, document)) outcome.repaired += 1
      } catch (error) {
        if (!isDomainError(error, 'ServiceUnavailable', 'TooManyRequests')) throw error
        outcome.failed += 1
      }
    }
  return outcome
}

import { operationPartition, operations } from '../model/operations/operation.ts'
import { forEachProject } from '../model/projects/for-each-project.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Workflows } from '../ports/workflows.ts'
import { continueDeletion } from './delete-project.ts'
import { failCreation } from './fail-creation.ts'

type RepairDeps = Pick<Deps, 'store' | 'now' | 'newId'>

/** @returns True if there was something to repair. */
const repairProject = async (
  deps: RepairDeps,
  workflows: Workflows,
  project: ProjectDocument,
): Promise<boolean> => {
  const { status, operation: id } = project
  if (status === 'Deleting') return continueDeletion(deps, workflows, project)
  if (status !== 'Creating') return false
  const operation = (await operations.read(deps.store, operationPartition, id))?.document
  // The import resumed before its project was there, and has ended. Only a read operation is known to have ended.
  if (!operation || operation.open) return false
  return (await failCreation(deps, project))?.status === 'Failed'
}

/**
 * Completes what a process left behind that died between two writes: a deletion that was decided and has no operation, and
 * a project whose import has ended without it. Begins a deletion anew whose operation has ended before the project was gone.
 * It needs a store whose reads are behind fences.
 * @returns The numbers of projects that were repaired, and that could not be: the next run repairs them.
 */
export const repairProjects = async (
  deps: RepairDeps,
  workflows: Workflows,
): Promise<{ readonly repaired: number; readonly failed: number }> => {
  let repaired = 0
  const failed = await forEachProject(deps.store, async (project) => {
    if (await repairProject(deps, workflows, project)) repaired += 1
  })
  return { repaired, failed }
}

import type { Caller } from '../core/caller.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { startRemoval, type RemovalDeps, type RemovalRequest } from './start-removal.ts'

/**
 * Starts to take the items that meet the filter out of the project.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectBusy`, `UnknownClass`
 */
export const removeItems =
  (deps: RemovalDeps) =>
  async (caller: Caller, workflows: Workflows, request: RemovalRequest): Promise<OperationDocument> =>
    startRemoval(deps, caller, workflows, 'Remove', request)

export type RemoveItems = ReturnType<typeof removeItems>

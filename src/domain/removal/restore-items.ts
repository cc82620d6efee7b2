import type { Caller } from '../core/caller.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { startRemoval, type RemovalDeps, type RemovalRequest } from './start-removal.ts'

/**
 * Starts to put removed items that meet the filter back, each in its state before.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectBusy`, `UnknownClass`
 */
export const restoreItems =
  (deps: RemovalDeps) =>
  async (caller: Caller, workflows: Workflows, request: RemovalRequest): Promise<OperationDocument> =>
    startRemoval(deps, caller, workflows, 'Restore', request)

export type RestoreItems = ReturnType<typeof restoreItems>

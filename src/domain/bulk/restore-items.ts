import type { Caller } from '../core/caller.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { startBulk, type BulkDeps, type BulkRequest } from './start-bulk.ts'

/**
 * Starts to put removed items that meet the filter back, each in its state before.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectBusy`, `UnknownClass`
 */
export const restoreItems =
  (deps: BulkDeps) =>
  async (caller: Caller, workflows: Workflows, request: BulkRequest): Promise<OperationDocument> =>
    startBulk(deps, caller, workflows, { work: 'removeItems', action: 'Restore', role: 'Admin' }, request)

export type RestoreItems = ReturnType<typeof restoreItems>

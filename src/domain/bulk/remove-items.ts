import type { Caller } from '../core/caller.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { startBulk, type BulkDeps, type BulkRequest } from './start-bulk.ts'

/**
 * Starts to take the items that meet the filter out of the project.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectBusy`, `UnknownClass`
 */
export const removeItems =
  (deps: BulkDeps) =>
  async (caller: Caller, workflows: Workflows, request: BulkRequest): Promise<OperationDocument> =>
    startBulk(deps, caller, workflows, { work: 'removeItems', action: 'Remove', role: 'Admin' }, request)

export type RemoveItems = ReturnType<typeof removeItems>

import type { Caller } from '../core/caller.ts'
import type { BulkReviewAction, OperationDocument } from '../model/operations/operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { startBulk, type BulkDeps, type BulkRequest } from './start-bulk.ts'

export interface ReviewRequest extends BulkRequest {
  readonly action: BulkReviewAction
  /** Only a part of the items that meet the filter, in percent. */
  readonly sample?: number | undefined
}

/**
 * Starts to review the items that meet the filter.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectBusy`, `UnknownClass`
 */
export const reviewItems =
  (deps: BulkDeps) =>
  async (
    caller: Caller,
    workflows: Workflows,
    { action, sample, ...request }: ReviewRequest,
  ): Promise<OperationDocument> =>
    startBulk(
      deps,
      caller,
      workflows,
      { work: 'reviewItems', action, role: 'Reviewer' },
      { ...request, filter: { ...request.filter, sample } },
    )

export type ReviewItems = ReturnType<typeof reviewItems>

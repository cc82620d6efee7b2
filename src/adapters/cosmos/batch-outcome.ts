import type { OperationResponse } from '@azure/cosmos'
import { bareEtag } from '../../domain/core/etag.ts'
import type { BatchFailure, BatchResult } from '../../domain/ports/store.ts'
import type { BatchPlan } from './batch-plan.ts'
import type { CosmosFailure } from './failures.ts'

/** The outcome of one attempt to write a batch. */
export type BatchOutcome =
  | { readonly type: 'result'; readonly result: BatchResult }
  | { readonly type: 'failure'; readonly failure: CosmosFailure }

const failures: Readonly<Record<number, BatchFailure>> = {
  404: 'NotFound',
  409: 'AlreadyExists',
  412: 'EtagMismatch',
}
/** The status of the other operations of a batch if one operation failed. */
const failedDependency = 424

const writtenOutcome = (
  { owners, operations }: BatchPlan,
  responses: readonly OperationResponse[],
): BatchOutcome => {
  const etags = operations.map(() => '')
  for (const [index, owner] of owners.entries()) {
    const etag = responses[index]?.eTag
    if (operations[owner]?.type === 'delete') continue
    if (etag === undefined) return { type: 'failure', failure: { code: 'NoEtag' } }
    etags[owner] = bareEtag(etag)
  }
  return { type: 'result', result: { ok: true, etags } }
}

/** The outcome of a batch response. A failed batch resolves like a successful one, so each operation status is checked. */
export const outcomeOf = (plan: BatchPlan, responses: readonly OperationResponse[]): BatchOutcome => {
  const failedIndex = responses.findIndex(
    ({ statusCode }) => statusCode !== failedDependency && (statusCode < 200 || statusCode > 299),
  )
  const aborted = responses.some(({ statusCode }) => statusCode === failedDependency)
  if (failedIndex < 0 && !aborted && responses.length === plan.inputs.length)
    return writtenOutcome(plan, responses)
  const status = responses[failedIndex]?.statusCode
  if (status === undefined) return { type: 'failure', failure: { code: 'BadBatchAnswer' } }
  const failure = failures[status]
  const index = plan.owners[failedIndex]
  if (failure === undefined || index === undefined)
    return { type: 'failure', failure: { status, code: 'Batch' } }
  return { type: 'result', result: { ok: false, index, failure } }
}

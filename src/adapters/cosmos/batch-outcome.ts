import type { OperationResponse } from '@azure/cosmos'
import type { BatchFailure, BatchResult } from '../../domain/ports/store.ts'
import type { BatchPlan } from './batch-plan.ts'
import type { Failure } from './failures.ts'

/** What one try of a batch came to. */
export type BatchOutcome =
  | { readonly type: 'result'; readonly result: BatchResult }
  | { readonly type: 'failure'; readonly failure: Failure }

const failures: Readonly<Record<number, BatchFailure>> = {
  404: 'NotFound',
  409: 'AlreadyExists',
  412: 'EtagMismatch',
}
/** What the other operations of a batch say when one of them could not be done. */
const failedDependency = 424

const written = (
  { owners, operations }: BatchPlan,
  responses: readonly OperationResponse[],
): BatchOutcome => {
  const etags = operations.map(() => '')
  for (const [index, owner] of owners.entries()) {
    const etag = responses[index]?.eTag
    if (operations[owner]?.type === 'delete') continue
    if (etag === undefined) return { type: 'failure', failure: { code: 'NoEtag' } }
    etags[owner] = etag
  }
  return { type: 'result', result: { ok: true, etags } }
}

/** A batch that was not done resolves like one that was: each operation has to be looked at. */
export const outcomeOf = (plan: BatchPlan, responses: readonly OperationResponse[]): BatchOutcome => {
  const bad = responses.findIndex(
    ({ statusCode }) => statusCode !== failedDependency && (statusCode < 200 || statusCode > 299),
  )
  const aborted = responses.some(({ statusCode }) => statusCode === failedDependency)
  if (bad < 0 && !aborted && responses.length === plan.inputs.length) return written(plan, responses)
  const status = responses[bad]?.statusCode
  if (status === undefined) return { type: 'failure', failure: { code: 'BadBatchAnswer' } }
  const failure = failures[status]
  const index = plan.owners[bad]
  if (failure === undefined || index === undefined)
    return { type: 'failure', failure: { status, code: 'Batch' } }
  return { type: 'result', result: { ok: false, index, failure } }
}

import { isDomainError } from '../core/errors.ts'
import type { RequestSeed } from '../core/request-seed.ts'
import type { IdempotencyRecord } from '../model/idempotency/idempotency-record.ts'
import type { BatchOperation, Store } from '../ports/store.ts'
import {
  claimRecord,
  recordPartition,
  type ClaimedRecord,
  type IdempotencyDeps,
  type IdempotentRequest,
} from './claim-record.ts'
import { hasUnknownEffect } from './unknown-effect.ts'

export interface IdempotentWork<R> {
  /** Runs the request. What it creates has ids that derive from the seed, so that another run finds it. */
  readonly run: (seed: RequestSeed) => Promise<R>
  /** The ids or codes from which `replay` makes the result again: a short text, without personal data or URLs. */
  readonly keep: (result: R) => string
  /** The same from a result that version 0.1.0 recorded as JSON. */
  readonly keepCopy: (json: string) => string
  /** Reads the result again, as it is now and with the present rights of the caller. */
  readonly replay: (kept: string) => Promise<R>
}

/**
 * The request has its outcome already: a failure to record it must not fail the request.
 * @returns False if the store failed.
 */
const survivesOutage = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work
    return true
  } catch (error) {
    if (!isDomainError(error, 'ServiceUnavailable', 'TooManyRequests', 'StorageFull', 'StorageDamaged'))
      throw error
    return false
  }
}

const recordOutcome = (
  store: Store,
  { user }: IdempotentRequest,
  { document, etag }: ClaimedRecord,
  outcome: IdempotencyRecord['outcome'] | 'None',
): Promise<boolean> => {
  const operation: BatchOperation =
    outcome === 'None'
      ? { type: 'delete', id: document.id, ifMatch: etag }
      : { type: 'replace', document: { ...document, outcome }, ifMatch: etag }
  return survivesOutage(store.batch('workspace', recordPartition(user), [operation]))
}

/**
 * Runs a request once for each key of a user. A repetition of a request that is done reads its result again. A request that
 * was refused leaves no record, and a repetition runs. A request that was interrupted runs again with the same seed, so it
 * completes what an earlier run began.
 * @throws DomainError `IdempotencyKeyReused`, `RequestInProgress`, and all errors of `run` and `replay`
 */
export const withIdempotency = async <R>(
  deps: IdempotencyDeps,
  request: IdempotentRequest,
  { run, keep, keepCopy, replay }: IdempotentWork<R>,
): Promise<{ readonly result: R; readonly replayed: boolean }> => {
  const claim = await claimRecord(deps, request)
  if (!claim.claimed) {
    const kept = 'kept' in claim ? claim.kept : keepCopy(claim.copy)
    return { result: await replay(kept), replayed: true }
  }
  const { record } = claim
  let result: R
  try {
    result = await run(record.seed)
  } catch (error) {
    // The record of a refusal that cannot be deleted is left so that a repetition may claim it at once.
    if (hasUnknownEffect(error) || !(await recordOutcome(deps.store, request, record, 'None')))
      await recordOutcome(deps.store, request, record, { state: 'Interrupted' })
    throw error
  }
  await recordOutcome(deps.store, request, record, { state: 'Done', kept: keep(result) })
  return { result, replayed: false }
}

import type { OperationResponse } from '@azure/cosmos'
import type { BatchResult } from '../../domain/ports/store.ts'
import type { Attempts } from './attempts.ts'
import { outcomeOf } from './batch-outcome.ts'
import type { BatchOutcome } from './batch-outcome.ts'
import { idOf } from './batch-plan.ts'
import type { BatchPlan } from './batch-plan.ts'
import { retryAdviceFor, toError } from './failures.ts'
import { findBatchState, recoverResult } from './recover-batch.ts'
import type { FoundDocument } from './wire.ts'

export interface BatchCalls {
  readonly send: (plan: BatchPlan, signal: AbortSignal) => Promise<readonly OperationResponse[]>
  readonly find: (ids: readonly string[]) => Promise<readonly FoundDocument[]>
}

const unknownOutcome = { code: 'UnknownOutcome' }

/**
 * Writes a batch exactly once, even if responses are lost. After an attempt with an unclear outcome, the documents are read.
 * The batch is retried only if the documents show that it is not written, and if its conditions prevent a second write by an
 * attempt that is still in flight.
 * @throws DomainError `ServiceUnavailable` if the outcome stays unknown
 */
export const writeBatch = async (
  plan: BatchPlan,
  attempts: Attempts,
  { send, find }: BatchCalls,
): Promise<BatchResult> => {
  const ids = [...new Set(plan.operations.map(idOf))]
  let unclear = false

  const tryOnce = async (): Promise<BatchOutcome> => {
    const tried = await attempts.once(async (signal) => send(plan, signal))
    return 'value' in tried ? outcomeOf(plan, tried.value) : { type: 'failure', failure: tried.failure }
  }

  /** The result if the batch is written; undefined if it is not written. */
  const recover = async (): Promise<BatchResult | undefined> => {
    const found = new Map((await find(ids)).map((one) => [one.document.id, one]))
    const state = findBatchState(plan, found)
    if (state === 'written') return recoverResult(plan, found)
    if (state === 'unknown') throw toError(unknownOutcome)
    return undefined
  }

  for (;;) {
    const outcome = await tryOnce()
    if (outcome.type === 'result') {
      // After an unclear attempt, a condition can fail because this attempt wrote the batch.
      const recovered = unclear && !outcome.result.ok ? await recover() : undefined
      return recovered ?? outcome.result
    }
    const { transient, notExecuted } = retryAdviceFor(outcome.failure)
    if (!transient) throw toError(outcome.failure)
    await attempts.pause(outcome.failure)
    if (!notExecuted) {
      unclear = true
      const recovered = await recover()
      if (recovered) return recovered
    }
  }
}

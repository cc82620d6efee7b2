import type { OperationResponse } from '@azure/cosmos'
import type { BatchResult } from '../../domain/ports/store.ts'
import type { Attempts } from './attempts.ts'
import { outcomeOf } from './batch-outcome.ts'
import type { BatchOutcome } from './batch-outcome.ts'
import { idOf } from './batch-plan.ts'
import type { BatchPlan } from './batch-plan.ts'
import { adviceOn, toError } from './failures.ts'
import { lostResult, verdictOf } from './settle.ts'
import type { Found } from './wire.ts'

export interface BatchCalls {
  readonly send: (plan: BatchPlan, signal: AbortSignal) => Promise<readonly OperationResponse[]>
  readonly find: (ids: readonly string[]) => Promise<readonly Found[]>
}

const unknownOutcome = { code: 'UnknownOutcome' }

/**
 * Writes a batch once, whatever becomes of the answers. After a try that may have been done, the documents are looked at;
 * it is tried again only if they show that it was not, and only if its own conditions keep it from being done twice by a
 * first try that is still on its way.
 * @throws DomainError `ServiceUnavailable` if it cannot be known whether it was written
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

  /** The result, if it was written; nothing, if it was not. */
  const look = async (): Promise<BatchResult | undefined> => {
    const found = new Map((await find(ids)).map((one) => [one.document.id, one]))
    const verdict = verdictOf(plan, found)
    if (verdict === 'happened') return lostResult(plan, found)
    if (verdict === 'unknown') throw toError(unknownOutcome)
    return undefined
  }

  for (;;) {
    const outcome = await tryOnce()
    if (outcome.type === 'result') {
      // A condition that fails after an unclear try may fail because of that try.
      const own = unclear && !outcome.result.ok ? await look() : undefined
      return own ?? outcome.result
    }
    const { passing, untouched } = adviceOn(outcome.failure)
    if (!passing) throw toError(outcome.failure)
    await attempts.pause(outcome.failure)
    if (!untouched) {
      unclear = true
      const own = await look()
      if (own) return own
    }
  }
}

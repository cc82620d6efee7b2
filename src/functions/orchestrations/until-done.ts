import type { Millis } from '../../domain/core/time.ts'
import type { Execution, Steps } from './call.ts'
import { StepFailed } from './failure.ts'

export function* wait({ df }: Execution, duration: Millis): Steps<void> {
  yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + duration))
}

/**
 * Runs the steps of a deletion. What is half deleted is of no use, so after a permanent failure the orchestration waits and
 * starts again, without end.
 */
export function* untilDone(execution: Execution, operation: string, steps: Steps<void>): Steps<void> {
  try {
    yield* steps
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    yield* wait(execution, execution.timing.deletionRetry)
    execution.df.continueAsNew({ operation })
  }
}

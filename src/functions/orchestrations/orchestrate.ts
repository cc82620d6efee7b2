import type { OrchestrationContext, Task } from 'durable-functions'
import type { z } from 'zod'
import { closeWorkStep } from '../operations/close-step.ts'
import { workInput, type Activity } from './activity.ts'
import { call, createRetryOptions, type Execution, type Steps, type WorkTiming } from './call.ts'
import { StepFailed, StepStopped, unexpectedFailure, type StepFailure } from './failure.ts'
import { wait } from './until-done.ts'

/** One kind of long-running work: its orchestrator function and the activities that it calls. */
export interface Orchestrator {
  readonly create: (timing: WorkTiming) => (context: OrchestrationContext) => Generator<Task, void, unknown>
  readonly steps: readonly Activity<unknown, unknown>[]
}

interface Ending {
  readonly operation: string
  readonly failure?: StepFailure
}

/**
 * Ends the operation and its target. Storage that does not delete the files of a failed export does not hold up its end: the
 * operation ends without that, and the orchestration starts again after a pause, to find an ended operation and to delete
 * the files. `resumeOperations` would not do it, as it sees open operations only.
 */
function* close(execution: Execution, ending: Ending): Steps<void> {
  try {
    yield* call(execution, closeWorkStep, ending)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    yield* call(execution, closeWorkStep, { ...ending, filesLater: true })
    yield* wait(execution, execution.timing.deletionRetry)
    execution.df.continueAsNew({ operation: ending.operation })
  }
}

/**
 * Defines an orchestrator. If a step fails permanently or stops, `closeWorkStep` records it on the operation and its
 * target. If this step fails too, the instance fails, and `resumeOperations` starts it again.
 */
export const orchestrate = <I>({
  input,
  steps,
  run,
}: {
  readonly input: z.ZodType<I>
  readonly steps: Orchestrator['steps']
  readonly run: (execution: Execution, input: I) => Steps<void>
}): Orchestrator => ({
  steps: [...steps, closeWorkStep],
  create: (timing) => {
    const retryOptions = createRetryOptions(timing.stepRetry)
    return function* ({ df }) {
      const execution: Execution = { df, retryOptions, timing }
      const rawInput = df.getInput<unknown>()
      const { operation } = workInput.parse(rawInput)
      try {
        yield* run(execution, input.parse(rawInput))
      } catch (error) {
        const failure = error instanceof StepFailed ? error.failure : unexpectedFailure
        const ending = error instanceof StepStopped ? { operation } : { operation, failure }
        yield* close(execution, ending)
      }
    }
  },
})

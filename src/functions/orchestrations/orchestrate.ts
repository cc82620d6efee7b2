import type { OrchestrationContext, Task } from 'durable-functions'
import type { z } from 'zod'
import { closeWorkStep } from '../operations/close-step.ts'
import { workInput, type Activity } from './activity.ts'
import { call, createRetryOptions, type Execution, type Steps, type WorkTiming } from './call.ts'
import { StepFailed, StepStopped, unexpectedFailure } from './failure.ts'

/** One kind of long-running work: its orchestrator function and the activities that it calls. */
export interface Orchestrator {
  readonly create: (timing: WorkTiming) => (context: OrchestrationContext) => Generator<Task, void, unknown>
  readonly steps: readonly Activity<unknown, unknown>[]
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
        yield* call(execution, closeWorkStep, ending)
      }
    }
  },
})

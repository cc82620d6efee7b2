import type { OrchestrationContext, Task } from 'durable-functions'
import type { z } from 'zod'
import { closeWorkStep } from '../operations/close-step.ts'
import { workInput, type Activity } from './activity.ts'
import { call, createRetryOptions, type Execution, type Steps, type WorkTiming } from './call.ts'
import { StepFailed, StepStopped, unexpected } from './failure.ts'

/** One kind of long work: what decides, and the steps that it may call. */
export interface Orchestrator {
  readonly create: (timing: WorkTiming) => (context: OrchestrationContext) => Generator<Task, void, unknown>
  readonly steps: readonly Activity<unknown, unknown>[]
}

/**
 * An orchestrator from its steps. When a step fails for good or finds its work void, that is recorded on the operation
 * and on its subject. Should even that fail, the instance fails, and `resumeOperations` begins it anew.
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
      const given = df.getInput<unknown>()
      const { operation } = workInput.parse(given)
      try {
        yield* run(execution, input.parse(given))
      } catch (error) {
        const failure = error instanceof StepFailed ? error.failure : unexpected
        const ending = error instanceof StepStopped ? { operation } : { operation, failure }
        yield* call(execution, closeWorkStep, ending)
      }
    }
  },
})

import type { OrchestrationContext, Task } from 'durable-functions'
import type { z } from 'zod'
import { closeWorkStep } from '../operations/close-step.ts'
import { workInput, type Activity } from './activity.ts'
import { call, type Durable, type Steps } from './call.ts'
import { StepFailed, StepStopped, unexpected } from './failure.ts'

/** One kind of long work: what decides, and the steps that it may call. */
export interface Orchestrator {
  readonly run: (context: OrchestrationContext) => Generator<Task, void, unknown>
  readonly steps: readonly Activity<unknown, unknown>[]
}

/**
 * An orchestrator from its steps. When a step fails for good or finds its work void, that is recorded on the operation
 * and on what it was for. Should even that fail, the instance fails, and `resumeOperations` begins it anew.
 */
export const orchestrate = <I>({
  input,
  steps,
  run,
}: {
  readonly input: z.ZodType<I>
  readonly steps: Orchestrator['steps']
  readonly run: (df: Durable, input: I) => Steps<void>
}): Orchestrator => ({
  steps: [...steps, closeWorkStep],
  run: function* (context) {
    const given = context.df.getInput<unknown>()
    const { operation } = workInput.parse(given)
    try {
      yield* run(context.df, input.parse(given))
    } catch (error) {
      const failure = error instanceof StepFailed ? error.failure : unexpected
      yield* call(
        context.df,
        closeWorkStep,
        error instanceof StepStopped ? { operation } : { operation, failure },
      )
    }
  },
})

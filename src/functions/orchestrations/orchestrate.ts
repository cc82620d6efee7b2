import type { OrchestrationContext, Task } from 'durable-functions'
import { z } from 'zod'
import { closeWorkStep } from './activities.ts'
import { call, createRetryOptions, type Run, type Steps, type WorkTiming } from './call.ts'
import { StepFailed, StepStopped, type Failure } from './failure.ts'

export type Orchestrator = (context: OrchestrationContext) => Generator<Task, void, unknown>

const unexpected: Failure = {
  code: 'InternalError',
  message: 'Something went wrong inside; the log of this operation tells more',
}

const ofOperation = z.object({ operation: z.string() })

/**
 * An orchestrator from its steps. When a step fails for good or finds its work void, that is recorded on the operation
 * and on what it was for. Should even that fail, the instance fails, and `resumeOperations` begins it anew.
 */
export const orchestrate =
  <I>(
    input: z.ZodType<I>,
    steps: (run: Run, input: I) => Steps<void>,
  ): ((timing: WorkTiming) => Orchestrator) =>
  (timing) => {
    const retryOptions = createRetryOptions(timing.stepRetry)
    return function* ({ df }) {
      const run: Run = { df, retryOptions, timing }
      const given = df.getInput<unknown>()
      const { operation } = ofOperation.parse(given)
      try {
        yield* steps(run, input.parse(given))
      } catch (error) {
        const failure = error instanceof StepFailed ? error.failure : unexpected
        yield* call(run, closeWorkStep, error instanceof StepStopped ? { operation } : { operation, failure })
      }
    }
  }

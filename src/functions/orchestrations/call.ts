import { RetryOptions } from 'durable-functions'
import type { OrchestrationContext, Task } from 'durable-functions'
import type { Millis } from '../../domain/core/time.ts'
import type { Activity } from './activity.ts'
import { decodeFailure, result, StepFailed, StepStopped } from './failure.ts'

/** Pauses of long-running work. They are constant per process, because a replay must ask for the same timers. */
export interface WorkTiming {
  /** Before the first retry of a failed step. */
  readonly stepRetry: Millis
  /** The time for running operations to stop: they check before each page of files that the project still exists. */
  readonly deletionNotice: Millis
  /** Before a failed deletion starts again. */
  readonly deletionRetry: Millis
}

/** One execution of an orchestrator. */
export interface Execution {
  readonly df: OrchestrationContext['df']
  readonly retryOptions: RetryOptions
  readonly timing: WorkTiming
}
export type Steps<T> = Generator<Task, T, unknown>

/** Retries of a step with a transient failure: five attempts, within about 40 seconds if the first pause is 1 s. */
export const createRetryOptions = (firstPause: Millis): RetryOptions => {
  const options = new RetryOptions(firstPause, 5)
  options.backoffCoefficient = 3
  options.maxRetryIntervalInMilliseconds = 60_000
  return options
}

const valueOf = <O>({ output }: Activity<unknown, O>, returned: unknown): O => {
  const { value, failed, stopped } = result.parse(returned)
  if (stopped) throw new StepStopped()
  if (failed) throw new StepFailed(failed)
  return output.parse(value)
}

function* settle(task: Task): Steps<unknown> {
  try {
    return yield task
  } catch (error) {
    throw new StepFailed(decodeFailure(error))
  }
}

/** Runs one step. @throws StepFailed, StepStopped */
export function* call<I, O>({ df, retryOptions }: Execution, activity: Activity<I, O>, input: I): Steps<O> {
  return valueOf(activity, yield* settle(df.callActivityWithRetry(activity.name, retryOptions, input)))
}

/** Runs one step on several inputs in parallel. @throws StepFailed, StepStopped */
export function* callAll<I, O>(
  { df, retryOptions }: Execution,
  activity: Activity<I, O>,
  inputs: readonly I[],
): Steps<readonly O[]> {
  const tasks = inputs.map((input) => df.callActivityWithRetry(activity.name, retryOptions, input))
  const returned = yield* settle(df.Task.all(tasks))
  if (!Array.isArray(returned)) throw new TypeError('Parallel steps must return a list of results')
  return returned.map((one: unknown) => valueOf(activity, one))
}

import { RetryOptions } from 'durable-functions'
import type { OrchestrationContext, Task } from 'durable-functions'
import type { Millis } from '../../domain/core/time.ts'
import type { Activity } from './activity.ts'
import { decodeFailure, result, StepFailed, StepStopped } from './failure.ts'

/** Waits of long work. They are constants of the process, so that each replay of an instance asks for the same. */
export interface WorkTiming {
  /** First pause before a failed step is tried again. */
  readonly stepRetry: Millis
  /** For the work that a deletion stopped: it looks whether it still may go on before each page of files. */
  readonly deletionNotice: Millis
  /** Before a failed deletion begins anew. */
  readonly deletionRetry: Millis
}

/** One execution of an orchestrator. */
export interface Execution {
  readonly df: OrchestrationContext['df']
  readonly retryOptions: RetryOptions
  readonly timing: WorkTiming
}
export type Steps<T> = Generator<Task, T, unknown>

/** A step that failed for a reason which may pass is tried five times: within some 40 seconds if the first pause is 1 s. */
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

/** One step. @throws StepFailed, StepStopped */
export function* call<I, O>({ df, retryOptions }: Execution, activity: Activity<I, O>, input: I): Steps<O> {
  return valueOf(activity, yield* settle(df.callActivityWithRetry(activity.name, retryOptions, input)))
}

/** The same step on several inputs at once. @throws StepFailed, StepStopped */
export function* callAll<I, O>(
  { df, retryOptions }: Execution,
  activity: Activity<I, O>,
  inputs: readonly I[],
): Steps<readonly O[]> {
  const tasks = inputs.map((input) => df.callActivityWithRetry(activity.name, retryOptions, input))
  const returned = yield* settle(df.Task.all(tasks))
  if (!Array.isArray(returned)) throw new TypeError('Several steps return several results')
  return returned.map((one: unknown) => valueOf(activity, one))
}

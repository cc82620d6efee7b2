import { RetryOptions } from 'durable-functions'
import type { OrchestrationContext, Task } from 'durable-functions'
import type { Millis } from '../../domain/core/time.ts'
import { decodeFailure, StepFailed, StepStopped, unexpectedFailure, type StepFailure } from './failure.ts'
import type { Request, Steps } from './steps.ts'

type Durable = OrchestrationContext['df']

/** How `Steps` ended in this execution. */
export type End<T> =
  | { readonly kind: 'Done'; readonly value: T }
  | { readonly kind: 'Failed'; readonly failure: StepFailure }
  | { readonly kind: 'Stopped' }

/** Retries of a step with a transient failure: five attempts, within about 40 seconds if the first pause is 1 s. */
export const createRetryOptions = (firstPause: Millis): RetryOptions => {
  const options = new RetryOptions(firstPause, 5)
  options.backoffCoefficient = 3
  options.maxRetryIntervalInMilliseconds = 60_000
  return options
}

/** Azure hides a timer's message for whole seconds, rounded down: a timer can be early by nearly one. */
const earlyTimer: Millis = 1000

const taskOf = (df: Durable, retry: RetryOptions, request: Request): Task => {
  if (request.kind === 'Wait')
    return df.createTimer(new Date(df.currentUtcDateTime.getTime() + request.duration + earlyTimer))
  const [task, ...others] = request.inputs.map((input) =>
    df.callActivityWithRetry(request.step, retry, input),
  )
  return task && others.length === 0 ? task : df.Task.all(task ? [task, ...others] : [])
}

function* settle(task: Task): Generator<Task, unknown, unknown> {
  try {
    return yield task
  } catch (error) {
    throw new StepFailed(decodeFailure(error))
  }
}

/** The SDK answers a single task with its result, and `Task.all` with a list. */
const accept = (request: Request, answer: unknown): void => {
  if (request.kind === 'Wait') return
  const results: unknown = request.inputs.length === 1 ? [answer] : answer
  if (!Array.isArray(results)) throw new TypeError('Parallel steps must return a list of results')
  request.accept(results)
}

/**
 * Runs `steps` up to their end, or up to the first failure. After a failed `Task.all` the SDK and the Durable extension
 * number tasks differently (durable-js #477), so whatever follows a failure belongs into a new execution: the steps are not
 * resumed, and the caller asks for `continueAsNew` only.
 */
export function* drive<T>(
  df: Durable,
  retry: RetryOptions,
  steps: Steps<T>,
): Generator<Task, End<T>, unknown> {
  try {
    let turn = steps.next()
    while (!turn.done) {
      const request = turn.value
      accept(request, yield* settle(taskOf(df, retry, request)))
      turn = steps.next()
    }
    return { kind: 'Done', value: turn.value }
  } catch (error) {
    if (error instanceof StepStopped) return { kind: 'Stopped' }
    return { kind: 'Failed', failure: error instanceof StepFailed ? error.failure : unexpectedFailure }
  }
}

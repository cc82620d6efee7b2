import type { Millis } from '../../domain/core/time.ts'
import type { Activity } from './activity.ts'
import { result, StepFailed, StepStopped } from './failure.ts'

/**
 * A request of an orchestration to its driver (`orchestrate.ts`). `Steps` run in parallel, and the answer has their results
 * in the order of `inputs`.
 */
export type Request =
  | { readonly kind: 'Steps'; readonly step: string; readonly inputs: readonly unknown[] }
  | { readonly kind: 'Wait'; readonly duration: Millis }

/**
 * The code of an orchestration. It sees results only: the driver does not resume it after a failure, so it can neither
 * catch one nor ask for anything after it.
 */
export type Steps<T> = Generator<Request, T, unknown>

const valueOf = <O>({ output }: Activity<unknown, O>, returned: unknown): O => {
  const { value, failed, stopped } = result.parse(returned)
  if (stopped) throw new StepStopped()
  if (failed) throw new StepFailed(failed)
  return output.parse(value)
}

/** Runs one step on several inputs in parallel. */
export function* callAll<I, O>(activity: Activity<I, O>, inputs: readonly I[]): Steps<readonly O[]> {
  const returned = yield { kind: 'Steps', step: activity.name, inputs }
  if (!Array.isArray(returned)) throw new TypeError('Parallel steps must return a list of results')
  return returned.map((one: unknown) => valueOf(activity, one))
}

/** Runs one step. */
export function* call<I, O>(activity: Activity<I, O>, input: I): Steps<O> {
  const [value] = yield* callAll(activity, [input])
  // A step without a result returns null.
  if (value === undefined) throw new TypeError(`The step ${activity.name} returned no result`)
  return value
}

export function* wait(duration: Millis): Steps<void> {
  yield { kind: 'Wait', duration }
}

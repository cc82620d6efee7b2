import type { Millis } from '../../domain/core/time.ts'
import type { Activity } from './activity.ts'
import { result, StepFailed, StepStopped } from './failure.ts'

/** A request of an orchestration to its driver (`drive.ts`). */
export type Request =
  | {
      readonly kind: 'Steps'
      readonly step: string
      /** One for each step; they run in parallel. */
      readonly inputs: readonly unknown[]
      /** Takes the results, in the order of `inputs`. @throws StepFailed, StepStopped */
      readonly accept: (results: readonly unknown[]) => void
    }
  | { readonly kind: 'Wait'; readonly duration: Millis }

/**
 * The code of an orchestration. It sees results only: the driver does not resume it after a failure, so it can neither
 * catch one nor ask for anything after it.
 */
export type Steps<T> = Generator<Request, T, void>

const valueOf = <O>({ output }: Activity<unknown, O>, returned: unknown): O => {
  const { value, failed, stopped } = result.parse(returned)
  if (stopped) throw new StepStopped()
  if (failed) throw new StepFailed(failed)
  return output.parse(value)
}

/** Runs one step on several inputs in parallel. */
export function* callAll<I, O>(activity: Activity<I, O>, inputs: readonly I[]): Steps<readonly O[]> {
  let values: readonly O[] = []
  const accept = (results: readonly unknown[]): void => {
    values = results.map((one) => valueOf(activity, one))
  }
  yield { kind: 'Steps', step: activity.name, inputs, accept }
  return values
}

/** Runs one step. */
export function* call<I, O>(activity: Activity<I, O>, input: I): Steps<O> {
  const [value] = yield* callAll(activity, [input])
  // A step without a result returns null.
  if (value === undefined) throw new TypeError(`The step ${activity.name} returned no result`)
  return value
}

/** Waits at least this long. */
export function* wait(duration: Millis): Steps<void> {
  yield { kind: 'Wait', duration }
}

import type { OrchestrationContext, Task } from 'durable-functions'
import { z } from 'zod'
import type { Millis } from '../../domain/core/time.ts'
import { closeWorkStep } from '../operations/close-step.ts'
import { workInput, type Activity } from './activity.ts'
import { createRetryOptions, drive } from './drive.ts'
import { stepFailure } from './failure.ts'
import { call, wait, type Steps } from './steps.ts'

/** Pauses of long-running work. They are constant per process, because a replay must ask for the same timers. */
export interface WorkTiming {
  /** Before the first retry of a failed step. */
  readonly stepRetry: Millis
  /** The time for running operations to stop: they check before each page of files that the project still exists. */
  readonly deletionNotice: Millis
  /** Before failed work that must not be given up starts again. */
  readonly deletionRetry: Millis
}

/** One kind of long-running work: its orchestrator function and the activities that it calls. */
export interface Orchestrator {
  readonly create: (timing: WorkTiming) => (context: OrchestrationContext) => Generator<Task, void, unknown>
  readonly steps: readonly Activity<unknown, unknown>[]
}

/** What an execution does besides its work. Absent in the first one. */
const resumption = workInput.extend({
  /** Wait for `deletionRetry` first. */
  pause: z.literal(true).optional(),
  /** The work has ended without success, and the operation and its target are closed. No failure: it was stopped. */
  ending: z.object({ failure: stepFailure.optional(), filesLater: z.literal(true).optional() }).optional(),
})
type Resumption = z.output<typeof resumption>
type Ending = NonNullable<Resumption['ending']>
/** The input of the next execution; undefined at the end of the work. */
type Next = object | undefined

/**
 * Storage that does not delete the files of a failed export does not hold up the end of the operation: it ends without that,
 * and the timer `expireExports` deletes the files. Anything else is repeated until the operation is closed.
 */
const afterFailedClose = ({ failure, filesLater }: Ending): Next =>
  filesLater ? { pause: true, ending: { failure } } : { ending: { failure, filesLater: true } }

/**
 * Defines an orchestrator. `run` ends with the state of the next execution, or without one at the end of the work. It is not
 * resumed after a failure: a new execution closes the operation (`Close`), or repeats the work after a pause, as half of a
 * deletion is of no use (`Repeat`). So no execution asks for a task after a failure, and no instance fails by a step.
 */
export const orchestrate = <I>({
  input,
  steps,
  afterFailure,
  run,
}: {
  readonly input: z.ZodType<I>
  readonly steps: Orchestrator['steps']
  readonly afterFailure: 'Close' | 'Repeat'
  readonly run: (input: I, timing: WorkTiming) => Steps<Partial<I> | void>
}): Orchestrator => ({
  steps: [...steps, closeWorkStep],
  create: (timing) => {
    const retry = createRetryOptions(timing.stepRetry)
    /** The work of one execution. A generator, so that a refused input is a failure of the work. */
    function* work(rawInput: unknown): Steps<Partial<I> | void> {
      return yield* run(input.parse(rawInput), timing)
    }
    function* execute({ df }: OrchestrationContext): Generator<Task, Next, unknown> {
      const rawInput = df.getInput<unknown>()
      const { operation, pause, ending } = resumption.parse(rawInput)
      if (pause) yield* drive(df, retry, wait(timing.deletionRetry))
      if (ending) {
        const closed = yield* drive(df, retry, call(closeWorkStep, { operation, ...ending }))
        return closed.kind === 'Done' ? undefined : afterFailedClose(ending)
      }
      const end = yield* drive(df, retry, work(rawInput))
      if (end.kind === 'Done') return end.value ?? undefined
      if (end.kind === 'Stopped') return { ending: {} }
      return afterFailure === 'Repeat' ? { pause: true } : { ending: { failure: end.failure } }
    }
    return function* (context) {
      const { operation } = workInput.parse(context.df.getInput<unknown>())
      const next = yield* execute(context)
      if (next) context.df.continueAsNew({ ...next, operation })
    }
  },
})

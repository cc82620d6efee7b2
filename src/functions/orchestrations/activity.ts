import { z } from 'zod'
import type { Deps } from '../../domain/ports/deps.ts'
import { isDomainError } from '../../domain/core/errors.ts'
import type { ReadImageHeader } from '../../domain/model/files/image-header.ts'
import { WorkStopped } from '../../domain/model/operations/open-work.ts'
import type { Formats } from '../../domain/formats/formats.ts'
import type { CreateZip } from '../../domain/ports/archives.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import type { Log } from '../../domain/ports/log.ts'
import { describeWork, operationOf } from './describe-work.ts'
import { noTelemetry, type Telemetry } from '../../domain/ports/telemetry.ts'
import { encodeFailure, isTransient, type Result } from './failure.ts'

/** What the steps of long work are built from. */
export interface WorkDeps extends Deps {
  readonly readImageHeader: ReadImageHeader
  /** The service's own version, as exports tell it. */
  readonly serviceVersion: string
  readonly createZip: CreateZip
  readonly tasks: Tasks
  readonly formats: Formats
  readonly log: Log
  readonly telemetry?: Telemetry
}

/** A step of long work: it runs at least once, so running it twice must do no more than running it once. */
export interface Activity<I, O> {
  /** The function's name. */
  readonly name: string
  readonly input: z.ZodType<I>
  /** Small: it is kept in the orchestration's history. */
  readonly output: z.ZodType<O>
  /** Takes what the orchestrator sent, as it comes. */
  readonly execute: (deps: WorkDeps, input: unknown) => Promise<O>
}

/** What every step is given: the operation that it is of. */
export const workInput = z.object({ operation: z.string() })

/** Of a step that returns nothing; JSON has no `undefined`. */
export const noOutput = z.null()

export const defineActivity = <I, O>({
  run,
  ...activity
}: Omit<Activity<I, O>, 'execute'> & {
  readonly run: (deps: WorkDeps, input: I) => Promise<O>
}): Activity<I, O> => ({
  ...activity,
  execute: (deps, input) => run(deps, activity.input.parse(input)),
})

const attempt = async (
  activity: Activity<unknown, unknown>,
  deps: WorkDeps,
  input: unknown,
  invocationId: string,
): Promise<Result> => {
  const origin = async () => ({ ...(await describeWork(deps, input)), invocationId })
  try {
    return { value: await activity.execute(deps, input) }
  } catch (error) {
    if (error instanceof WorkStopped) return { stopped: true }
    if (!isDomainError(error) || error.code === 'InternalError') {
      deps.log('Error', `${activity.name} failed`, { ...(await origin()), error })
      const message = `Something went wrong inside; the log tells more under ${invocationId}`
      throw new Error(encodeFailure({ code: 'InternalError', message }), { cause: error })
    }
    const { code, message } = error
    if (!isTransient(code)) {
      deps.log('Warning', `${activity.name} cannot be done`, { ...(await origin()), error })
      return { failed: { code, message } }
    }
    deps.log('Warning', `${activity.name} is tried again`, { ...(await origin()), error })
    throw new Error(encodeFailure({ code, message }), { cause: error })
  }
}

/**
 * Runs a step on what the orchestrator sent. What cannot succeed by trying again is returned, so that it is not retried;
 * anything else is thrown, with its code, and retried.
 */
export const runActivity = (
  activity: Activity<unknown, unknown>,
  deps: WorkDeps,
  input: unknown,
  invocationId: string,
): Promise<Result> => {
  const { telemetry = noTelemetry } = deps
  const { name } = activity
  const began = performance.now()
  return telemetry.span(
    { name, kind: 'step', attributes: { operationId: operationOf(input) ?? '', invocationId } },
    async () => {
      let outcome = 'thrown'
      try {
        const result = await attempt(activity, deps, input, invocationId)
        outcome = result.failed ? 'failed' : result.stopped ? 'stopped' : 'ok'
        return result
      } finally {
        telemetry.record('etiquette.step.duration', performance.now() - began, { step: name, outcome })
      }
    },
  )
}

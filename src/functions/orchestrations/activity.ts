import { z } from 'zod'
import type { Deps } from '../../domain/ports/deps.ts'
import { isDomainError } from '../../domain/core/errors.ts'
import type { AllowedHosts } from '../../domain/model/datastores/container-url.ts'
import type { ReadImageHeader } from '../../domain/model/files/image-header.ts'
import { fencedReads } from '../../domain/model/documents/fenced-reads.ts'
import { WorkStopped } from '../../domain/model/operations/open-work.ts'
import type { Formats } from '../../domain/formats/formats.ts'
import type { CreateZip } from '../../domain/ports/archives.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import type { Log } from '../../domain/ports/log.ts'
import { describeWork, operationOf } from './describe-work.ts'
import { noTelemetry, type Telemetry } from '../../domain/ports/telemetry.ts'
import { encodeFailure, isTransient, type Result } from './failure.ts'

/** The dependencies of activities. */
export interface WorkDeps extends Deps {
  readonly readImageHeader: ReadImageHeader
  readonly allowedHosts: AllowedHosts
  /** The version of the service, for the manifests of exports. */
  readonly serviceVersion: string
  readonly createZip: CreateZip
  readonly tasks: Tasks
  readonly formats: Formats
  readonly log: Log
  readonly telemetry?: Telemetry
}

/** One step of long-running work. A step runs at least once, so it must be idempotent. */
export interface Activity<I, O> {
  /** The name of the function. */
  readonly name: string
  readonly input: z.ZodType<I>
  /** Small: the history of the orchestration stores it. */
  readonly output: z.ZodType<O>
  /** Parses the raw input of the orchestrator and runs the step. */
  readonly execute: (deps: WorkDeps, input: unknown) => Promise<O>
}

/** The common input of all steps: the id of the operation. */
export const workInput = z.object({ operation: z.string() })

/** The output of a step without a result; JSON has no `undefined`. */
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
    // Each step may run in a process of its own, whose reads have seen no write of the others.
    return { value: await activity.execute({ ...deps, store: fencedReads(deps.store) }, input) }
  } catch (error) {
    if (error instanceof WorkStopped) return { stopped: true }
    if (!isDomainError(error) || error.code === 'InternalError') {
      deps.log('Error', `${activity.name} failed`, { ...(await origin()), error })
      const message = `The service failed unexpectedly; see the log for invocation ${invocationId}`
      throw new Error(encodeFailure({ code: 'InternalError', message }), { cause: error })
    }
    const { code, message } = error
    // The caller expected something else, and the operation tells so: nothing is wrong with the service.
    if (code === 'PreconditionFailed') {
      deps.log('Information', `${activity.name} refused its work`, {
        ...(await origin()),
        code,
        reason: message,
      })
      return { failed: { code, message } }
    }
    if (!isTransient(code)) {
      deps.log('Warning', `${activity.name} failed; it is not retried`, { ...(await origin()), error })
      return { failed: { code, message } }
    }
    deps.log('Warning', `${activity.name} failed; it is retried`, { ...(await origin()), error })
    throw new Error(encodeFailure({ code, message }), { cause: error })
  }
}

/**
 * Runs a step with the input of the orchestrator. A permanent failure is returned, so that Durable does not retry it. A
 * transient failure is thrown with its code and retried.
 */
export const runActivity = (
  activity: Activity<unknown, unknown>,
  deps: WorkDeps,
  input: unknown,
  invocationId: string,
): Promise<Result> => {
  const { telemetry = noTelemetry } = deps
  const { name } = activity
  const startedAt = performance.now()
  return telemetry.span(
    { name, kind: 'step', attributes: { operationId: operationOf(input) ?? '', invocationId } },
    async () => {
      let outcome = 'thrown'
      try {
        const result = await attempt(activity, deps, input, invocationId)
        outcome = result.failed ? 'failed' : result.stopped ? 'stopped' : 'ok'
        return result
      } finally {
        telemetry.record('etiquette.step.duration', performance.now() - startedAt, { step: name, outcome })
      }
    },
  )
}

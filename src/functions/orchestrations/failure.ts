import { z } from 'zod'
import type { ErrorCode } from '../../domain/core/errors.ts'

/** The reason for the end of a step, as the operation tells it. */
export const stepFailure = z.object({ code: z.string(), message: z.string() })
export type StepFailure = Readonly<z.output<typeof stepFailure>>

/** The result of an activity: its value, or the reason for not retrying it. */
export const result = z.object({
  value: z.unknown().optional(),
  failed: stepFailure.optional(),
  stopped: z.literal(true).optional(),
})
export type Result = z.output<typeof result>

const transientCodes: ReadonlySet<ErrorCode> = new Set([
  'DatastoreUnreachable',
  'DatastoreUnavailable',
  'ServiceUnavailable',
  'TooManyRequests',
  'StorageFull',
  'StorageDamaged',
])

/** True if a retry can succeed. */
export const isTransient = (code: ErrorCode): boolean => transientCodes.has(code)

const suffix = ' [[end]]'

/** Encodes a failure as the message of an error: the orchestrator receives nothing else. */
export const encodeFailure = ({ code, message }: StepFailure): string =>
  `[[${code}]] ${message.replaceAll(/\s+/g, ' ')}${suffix}`

const prefix = /\[\[(\w{1,64})\]\] /

/** The public form of every unexpected failure. */
export const unexpectedFailure: StepFailure = {
  code: 'InternalError',
  message: 'The service failed unexpectedly; see the log of this operation',
}

/** Decodes a failure from the message of an error. The host can add text around it. */
export const decodeFailure = (error: unknown): StepFailure => {
  const text = error instanceof Error ? error.message : String(error)
  const found = prefix.exec(text)
  const from = (found?.index ?? 0) + (found?.[0].length ?? 0)
  const to = text.indexOf(suffix, from)
  const code = found?.[1]
  return code === undefined || to < 0 ? unexpectedFailure : { code, message: text.slice(from, to) }
}

/** A step failed permanently. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed'
  readonly failure: StepFailure

  constructor(failure: StepFailure) {
    super(failure.message)
    this.failure = failure
  }
}

/** A step stopped because its target was deleted or its operation was canceled. */
export class StepStopped extends Error {
  override readonly name = 'StepStopped'
}

import { z } from 'zod'
import type { ErrorCode } from '../../domain/core/errors.ts'

export interface Failure {
  readonly code: string
  readonly message: string
}

/** What an activity returns: its value, or why trying it again makes no sense. */
export const result = z.object({
  value: z.unknown().optional(),
  failed: z.object({ code: z.string(), message: z.string() }).optional(),
  stopped: z.literal(true).optional(),
})
export type Result = z.output<typeof result>

const transientCodes: ReadonlySet<ErrorCode> = new Set([
  'DatastoreUnreachable',
  'ServiceUnavailable',
  'TooManyRequests',
  'StorageFull',
])

/** Whether waiting may help. */
export const isTransient = (code: ErrorCode): boolean => transientCodes.has(code)

const ending = ' [[end]]'

/** A failure as the text of an error: all that comes through to the orchestrator. */
export const encodeFailure = ({ code, message }: Failure): string =>
  `[[${code}]] ${message.replaceAll(/\s+/g, ' ')}${ending}`

const beginning = /\[\[(\w{1,64})\]\] /

/** Of what was not foreseen callers learn no more than this. */
export const unexpected: Failure = {
  code: 'InternalError',
  message: 'Something went wrong inside; the log of this operation tells more',
}

/** Finds a failure in an error's text again, whatever the host wrapped around it. */
export const decodeFailure = (error: unknown): Failure => {
  const text = error instanceof Error ? error.message : String(error)
  const found = beginning.exec(text)
  const from = (found?.index ?? 0) + (found?.[0].length ?? 0)
  const to = text.indexOf(ending, from)
  const code = found?.[1]
  return code === undefined || to < 0 ? unexpected : { code, message: text.slice(from, to) }
}

/** A step failed for good. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** A step found that what it was for is gone or was canceled. */
export class StepStopped extends Error {
  override readonly name = 'StepStopped'
}

import type { ErrorCode } from '../../domain/core/errors.ts'
import { projectName, type UserId } from '../../domain/core/ids.ts'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { Log } from '../../domain/ports/log.ts'
import { noTelemetry, type Telemetry } from '../../domain/ports/telemetry.ts'

/** Who was refused, and what. No token, signature or query is in it. */
export interface RefusedCall {
  readonly code: ErrorCode
  readonly operation: string
  readonly requestId: string
  /** An IP address, or `unknown`. */
  readonly address: string
  /** Of a verified token. */
  readonly user?: UserId | undefined
  /** As it stands in the path. */
  readonly project?: string | undefined
}

export type NoteRefusal = (call: RefusedCall) => void

/** What a caller without the right to something gets: 401, 403, 429, and the 404 that hides it. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'Unauthenticated',
  'Forbidden',
  'TooManyRequests',
  'ProjectNotFound',
  'OperationNotFound',
  'RouteNotFound',
])

export interface NoteRefusalDeps {
  readonly log: Log
  readonly now: Now
  readonly telemetry?: Telemetry | undefined
  /** Calls back once, after a time. It does not keep the process running. */
  readonly later?: (run: () => void, after: Millis) => void
}

const windowLength: Millis = 60_000

/** The most lines of a process in a minute; the rest is counted. */
export const maxLines = 60

const usualLater = (run: () => void, after: Millis): void => {
  setTimeout(run, after).unref()
}

/** Counts each refused call, and writes a line about it. A flood gets `maxLines` a minute, and one line with the number of the others. */
export const createNoteRefusal = (deps: NoteRefusalDeps): NoteRefusal => {
  const { log, now, telemetry = noTelemetry, later = usualLater } = deps
  let since: Millis | undefined
  let written = 0
  let left = 0

  const endWindow = (): void => {
    if (left > 0) log('Warning', 'Refused calls were not written one by one', { calls: left })
    ;[since, written, left] = [undefined, 0, 0]
  }

  return ({ code, operation, requestId, address, user, project }) => {
    if (!refusals.has(code)) return
    telemetry.count('etiquette.requests.refused', 1, { operation, code })
    const at = now()
    // The clock can be set back.
    if (since !== undefined && (at < since || at - since >= windowLength)) endWindow()
    since ??= at
    if (written >= maxLines) {
      left += 1
      if (left === 1) {
        const begun = since
        later(() => {
          if (since === begun) endWindow()
        }, windowLength)
      }
      return
    }
    written += 1
    const named = projectName.safeParse(project)
    log('Information', 'A call was refused', {
      code,
      operation,
      requestId,
      address,
      ...(user === undefined ? {} : { user }),
      ...(named.success ? { project: named.data } : {}),
    })
  }
}

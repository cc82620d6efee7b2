import { DomainError } from '../../domain/core/errors.ts'
import type { Millis } from '../../domain/core/time.ts'
import { withDeadline } from '../calls/with-deadline.ts'

export const callDeadline: Millis = 10_000

export const unavailable = (cause: unknown): DomainError =>
  new DomainError(
    'ServiceUnavailable',
    'The host of long-running work does not answer; try again in a few seconds',
    {
      retryAfter: 5,
      cause,
    },
  )

/** Runs a call of the Durable client, which has no deadlines of its own. @throws DeadlineExceeded */
export const limitCall = <T>(call: () => Promise<T>, deadline: Millis = callDeadline): Promise<T> =>
  withDeadline(deadline, call)

import { DomainError } from '../../domain/core/errors.ts'

/** What is known of a call that did not go well. */
export interface Failure {
  readonly status?: number | undefined
  readonly substatus?: number | undefined
  /** Of the connection, such as `ECONNRESET`; or the name of the error. */
  readonly code: string
  /** Milliseconds, as the service asks for. */
  readonly retryAfter?: number | undefined
}

/** What may be done about it. */
export interface Advice {
  /** The same call may go well in a moment. */
  readonly passing: boolean
  /** The service surely did not do it; if not, a write may have happened. */
  readonly untouched: boolean
}

const numberIn = (value: object, field: string): number | undefined => {
  const found: unknown = Reflect.get(value, field)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

/** A failed batch comes as an error without a status, which hides the real one in its cause. */
export const failureOf = (error: unknown): Failure => {
  if (typeof error !== 'object' || error === null) return { code: 'Unknown' }
  const code: unknown = Reflect.get(error, 'code')
  if (code === undefined && error instanceof Error && error.cause !== undefined) return failureOf(error.cause)
  const status = numberIn(error, 'code')
  return {
    status,
    substatus: numberIn(error, 'substatus'),
    code: typeof code === 'string' ? code : error instanceof Error ? error.name : 'Unknown',
    retryAfter: numberIn(error, 'retryAfterInMs'),
  }
}

/** 1002: this replica lags behind the session. 3 and 1008: writes are just moving to another region. */
const sessionNotAvailable = 1002
const regionMoves: ReadonlySet<number | undefined> = new Set([3, 1008])
const unclear: ReadonlySet<number> = new Set([408, 410, 500, 502, 503, 504])
const unsent: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

/** The one table of what is tried again, for reads and for writes. */
export const adviceOn = ({ status, substatus, code }: Failure): Advice => {
  if (status === undefined) return { passing: true, untouched: unsent.has(code) }
  if (unclear.has(status)) return { passing: true, untouched: false }
  const passing =
    status === 429 ||
    status === 449 ||
    (status === 404 && substatus === sessionNotAvailable) ||
    (status === 403 && regionMoves.has(substatus))
  return { passing, untouched: true }
}

/** The service takes a request for wrong: a mistake of the calling code, not of a user. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest'
}

const describe = ({ status, substatus, code }: Failure): string =>
  status === undefined ? code : [status, ...(substatus === undefined ? [] : [substatus])].join('/')

/**
 * What the caller of the store is told. Only numbers and names of the cause are kept: the service's own messages can hold
 * keys of documents and parts of what was signed.
 */
export const toError = (failure: Failure): Error => {
  const { status, retryAfter = 1000 } = failure
  const cause = new Error(`Cosmos DB: ${describe(failure)}`)
  const seconds = Math.max(1, Math.ceil(retryAfter / 1000))
  if (status === 429) {
    const message = 'The database has more to do than it is paid for. Try again in a moment.'
    return new DomainError('TooManyRequests', message, { retryAfter: seconds, cause })
  }
  if (status === 400 || status === 413)
    return new RefusedRequest(`Cosmos DB refused a request: ${describe(failure)}`)
  if (!adviceOn(failure).passing) {
    const message = 'The database does not let the service in, or is not set up. An operator has to look.'
    return new DomainError('ServiceUnavailable', message, { retryAfter: 30, cause })
  }
  return new DomainError('ServiceUnavailable', 'The database cannot be used just now. Try again.', {
    retryAfter: seconds,
    cause,
  })
}

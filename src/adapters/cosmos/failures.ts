import { DomainError } from '../../domain/core/errors.ts'
import { classifyIdentity } from '../identity/classify-identity.ts'

/** The known facts of a failed request. */
export interface CosmosFailure {
  readonly status?: number | undefined
  readonly substatus?: number | undefined
  /** The code of the connection error, such as `ECONNRESET`, or the name of the error. */
  readonly code: string
  /** Milliseconds; the pause that the service requests. */
  readonly retryAfter?: number | undefined
  /** The identity gave no token for the request. */
  readonly identity?:
    { readonly kind: 'IdentityUnavailable' | 'NoIdentity'; readonly cause: unknown } | undefined
}

/** The retry rules for a failure. */
export interface RetryAdvice {
  /** A retry can succeed. */
  readonly transient: boolean
  /** True if the service did not execute the request. False if a write may have happened. */
  readonly notExecuted: boolean
}

const numberIn = (value: object, field: string): number | undefined => {
  const found: unknown = Reflect.get(value, field)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

/** The failure of an error. The error of a failed batch has no status; its cause has the status. */
export const failureOf = (error: unknown): CosmosFailure => {
  if (typeof error !== 'object' || error === null) return { code: 'Unknown' }
  const identity = classifyIdentity(error)
  if (identity) return { code: identity, identity: { kind: identity, cause: error } }
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

/** Substatus 1002: the replica lags behind the session. 3 and 1008: the write region is changing. */
const sessionNotAvailable = 1002
const regionMoves: ReadonlySet<number | undefined> = new Set([3, 1008])
const unclearStatuses: ReadonlySet<number> = new Set([408, 410, 500, 502, 503, 504])
const unsentCodes: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

/** The retry rules, for reads and writes. */
export const retryAdviceFor = ({ status, substatus, code, identity }: CosmosFailure): RetryAdvice => {
  if (identity) return { transient: identity.kind === 'IdentityUnavailable', notExecuted: true }
  if (status === undefined) return { transient: true, notExecuted: unsentCodes.has(code) }
  if (unclearStatuses.has(status)) return { transient: true, notExecuted: false }
  const transient =
    status === 429 ||
    status === 449 ||
    (status === 404 && substatus === sessionNotAvailable) ||
    (status === 403 && regionMoves.has(substatus))
  return { transient, notExecuted: true }
}

/** The service refuses a request as invalid: a bug in the calling code, not an error of a user. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest'
}

const describe = ({ status, substatus, code }: CosmosFailure): string =>
  status === undefined ? code : [status, ...(substatus === undefined ? [] : [substatus])].join('/')

/**
 * The error for the caller of the store. The cause has only status and code, because the messages of the service can
 * contain document keys and parts of signed data; an error of the identity has neither.
 */
export const toError = (failure: CosmosFailure): Error => {
  const { status, retryAfter = 1000, identity } = failure
  const cause = new Error(`Cosmos DB: ${describe(failure)}`, identity && { cause: identity.cause })
  const seconds = Math.max(1, Math.ceil(retryAfter / 1000))
  if (status === 429) {
    const message = 'The database is over its provisioned throughput; retry in a moment.'
    return new DomainError('TooManyRequests', message, { retryAfter: seconds, cause })
  }
  if (status === 400 || status === 413)
    return new RefusedRequest(`Cosmos DB refused a request: ${describe(failure)}`)
  if (!retryAdviceFor(failure).transient) {
    const message =
      'The database refuses the service or is not deployed. Ask an operator to check the database and its role assignments.'
    return new DomainError('ServiceUnavailable', message, { retryAfter: 30, cause })
  }
  return new DomainError('ServiceUnavailable', 'The database is unavailable. Try again in a moment.', {
    retryAfter: seconds,
    cause,
  })
}

import { isNativeError } from 'node:util/types'
import { RestError } from '@azure/storage-blob'
import { DomainError } from '../../domain/core/errors.ts'
import { addressRefused } from './create-guarded-agent.ts'
import { DeadlineExceeded } from './deadlines.ts'

export type FailureKind =
  | 'BlobNotFound'
  | 'ContainerNotFound'
  | 'NotModified'
  | 'RangeNotSatisfiable'
  | 'Archived'
  | 'Refused'
  | 'NoIdentity'
  | 'Redirected'
  | 'AddressRefused'
  | 'BadRequest'
  | 'Timeout'
  | 'Network'
  | 'Busy'
  | 'NotBlobStorage'

export interface Failure {
  readonly kind: FailureKind
  /** A short word for it, such as `403 AuthorizationFailure` or `ENOTFOUND`. */
  readonly reason: string
  readonly requestId?: string | undefined
}

const word = /^[A-Za-z0-9_]{1,64}$/
const wordOrNothing = (text: unknown): string => (typeof text === 'string' && word.test(text) ? text : '')

const containerCodes = new Set([
  'ContainerNotFound',
  'ContainerBeingDeleted',
  'ContainerDisabled',
  'ResourceNotFound',
])
const identityErrors =
  /^(CredentialUnavailable|AggregateAuthentication|AuthenticationRequired|Authentication)Error$/

const kindOfStatus = (status: number, code: string): FailureKind => {
  if (containerCodes.has(code)) return 'ContainerNotFound'
  if (code === 'BlobArchived' || code === 'BlobBeingRehydrated') return 'Archived'
  if (code === 'PublicAccessNotPermitted') return 'Refused'
  if (status === 404) return 'BlobNotFound'
  if (status === 304) return 'NotModified'
  if (status === 416) return 'RangeNotSatisfiable'
  if (status === 401 || status === 403) return 'Refused'
  if (status >= 300 && status < 400) return 'Redirected'
  if (status === 429 || status >= 500) return 'Busy'
  return 'BadRequest'
}

const classifyAnswer = (error: RestError): Failure => {
  const header = (name: string) => wordOrNothing(error.response?.headers.get(name))
  if (error.statusCode === undefined || error.statusCode < 300) {
    const reason = wordOrNothing(error.code)
    if (reason === addressRefused) return { kind: addressRefused, reason }
    // An answer that is no Azure XML also comes without a status.
    return { kind: reason === RestError.PARSE_ERROR ? 'NotBlobStorage' : 'Network', reason }
  }
  const code = header('x-ms-error-code') || wordOrNothing(error.code)
  return {
    kind: kindOfStatus(error.statusCode, code),
    reason: `${error.statusCode} ${code}`.trim(),
    requestId: error.response?.headers.get('x-ms-request-id')?.slice(0, 64),
  }
}

/** What a failed SDK call means; undefined if the error is not the upstream's but ours. */
export const classifyFailure = (error: unknown): Failure | undefined => {
  if (error instanceof RestError) return classifyAnswer(error)
  if (!isNativeError(error) || error instanceof DomainError) return undefined
  if (error instanceof DeadlineExceeded || error.name === 'AbortError')
    return { kind: 'Timeout', reason: 'timeout' }
  if (identityErrors.test(error.name)) return { kind: 'NoIdentity', reason: error.name }
  // The SDK's word for an answer without a length or an etag.
  if (error instanceof RangeError) return { kind: 'NotBlobStorage', reason: error.name }
  const code = 'code' in error ? wordOrNothing(error.code) : ''
  if (code.startsWith('ERR_')) return undefined
  if (code !== '' || error.message.startsWith('Data corruption failure'))
    return { kind: 'Network', reason: code }
  return undefined
}

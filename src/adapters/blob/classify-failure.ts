import { isNativeError } from 'node:util/types'
import { RestError } from '@azure/storage-blob'
import { DomainError } from '../../domain/core/errors.ts'
import { IdentityUnavailable } from '../identity/create-service-identity.ts'
import { addressRefused } from './agents.ts'
import { DeadlineExceeded } from './deadlines.ts'
import { readRetryAfter } from './retry-after.ts'

/**
 * `Busy`, `Timeout`, `Network`, `Interrupted` and `IdentityUnavailable` may pass by themselves. `Unreachable`: no such host,
 * or no server that can be trusted or understood. `Interrupted`: the response ended early.
 */
export type BlobFailureKind =
  | 'BlobNotFound'
  | 'ContainerNotFound'
  | 'NotModified'
  | 'RangeNotSatisfiable'
  | 'Archived'
  | 'CustomerKey'
  | 'Refused'
  | 'NoIdentity'
  | 'IdentityUnavailable'
  | 'Redirected'
  | 'AddressRefused'
  | 'BadRequest'
  | 'Timeout'
  | 'Network'
  | 'Unreachable'
  | 'Interrupted'
  | 'Busy'
  | 'NotBlobStorage'

export interface BlobFailure {
  readonly kind: BlobFailureKind
  /** A status or error code, such as `403 AuthorizationFailure` or `ENOTFOUND`; can be empty. */
  readonly reason: string
  /** The error code of storage, such as `AuthorizationFailure`; absent if it gave none. */
  readonly code?: string | undefined
  /** True if storage has too many requests now, whatever they ask for. */
  readonly isThrottled?: boolean | undefined
  /** The seconds after which storage wants the next attempt; absent if it did not say so. */
  readonly retryAfter?: number | undefined
  readonly requestId?: string | undefined
}

const codeWord = /^[A-Za-z0-9_]{1,64}$/
const toCodeWord = (text: unknown): string => (typeof text === 'string' && codeWord.test(text) ? text : '')

const containerCodes = new Set([
  'ContainerNotFound',
  'ContainerBeingDeleted',
  'ContainerDisabled',
  'ResourceNotFound',
])
/** The file is encrypted with a key that each request would have to send. */
const customerKeyCodes = new Set([
  'BlobUsesCustomerSpecifiedEncryption',
  'BlobDoesNotUseCustomerSpecifiedEncryption',
])
/** Refusals whose status is neither 401 nor 403. */
const refusalCodes = new Set(['PublicAccessNotPermitted', 'InvalidAuthenticationInfo'])
/** The key of the account or of an encryption scope cannot be used. */
const keyCode = /^(KeyVault|EncryptionScope)/
/** Errors of a connection that no retry mends: an unknown host, a certificate that is not trusted, no HTTP. */
const lastingNetworkCode =
  /^(ENOTFOUND$|EPROTO$|HPE_|CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/
const identityErrors =
  /^(CredentialUnavailable|AggregateAuthentication|AuthenticationRequired|Authentication)Error$/

export const isKeyCode = (code: string): boolean => keyCode.test(code)

const isPassingStatus = (status: number): boolean =>
  status === 408 || status === 429 || (status >= 500 && status !== 501)

const kindOfStatus = (status: number, code: string): BlobFailureKind => {
  if (containerCodes.has(code)) return 'ContainerNotFound'
  if (code === 'BlobArchived' || code === 'BlobBeingRehydrated') return 'Archived'
  if (customerKeyCodes.has(code)) return 'CustomerKey'
  if (refusalCodes.has(code) || keyCode.test(code)) return 'Refused'
  if (status === 404) return 'BlobNotFound'
  if (status === 304) return 'NotModified'
  if (status === 416) return 'RangeNotSatisfiable'
  if (status === 401 || status === 403) return 'Refused'
  if (status >= 300 && status < 400) return 'Redirected'
  return isPassingStatus(status) || code === 'AccountBeingCreated' ? 'Busy' : 'BadRequest'
}

/** A listing that ended early, wherever that was. */
const partOfListing =
  /^\uFEFF?<\?xml[^>]{0,100}(?:$|>\s{0,10}(?:$|<(?:[A-Za-z]{0,17}$|EnumerationResults\b)))/

/** True if a response that cannot be parsed is the beginning of a listing, and not another document. */
const endedEarly = ({ message, response }: RestError): boolean => {
  if (message.startsWith('Error reading response as text')) return true
  const text = response?.bodyAsText ?? ''
  return partOfListing.test(text) && !text.includes('</EnumerationResults>')
}

/** The SDK reports a failed connection, and a response that it cannot parse, without a status. */
const classifyTransport = (error: RestError): BlobFailure => {
  const reason = toCodeWord(error.code)
  if (reason === addressRefused) return { kind: addressRefused, reason }
  if (reason === RestError.PARSE_ERROR)
    return { kind: endedEarly(error) ? 'Interrupted' : 'NotBlobStorage', reason }
  return { kind: lastingNetworkCode.test(reason) ? 'Unreachable' : 'Network', reason }
}

const classifyResponse = (error: RestError): BlobFailure => {
  const { statusCode, response } = error
  if (statusCode === undefined || statusCode < 300) return classifyTransport(error)
  const header = (name: string) => response?.headers.get(name)
  const code = toCodeWord(header('x-ms-error-code')) || toCodeWord(error.code)
  return {
    kind: kindOfStatus(statusCode, code),
    reason: `${statusCode} ${code}`.trim(),
    ...(code === '' ? {} : { code }),
    isThrottled: statusCode === 429 || code === 'ServerBusy',
    retryAfter: readRetryAfter(header),
    requestId: header('x-ms-request-id')?.slice(0, 64),
  }
}

/** The endpoint of the identity can be busy as well. */
const classifyIdentity = (error: Error): BlobFailure => {
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 0
  return { kind: isPassingStatus(status) ? 'Busy' : 'NoIdentity', reason: error.name }
}

/** Classifies the error of an SDK call; undefined if the error is not caused by the storage account. */
export const classifyFailure = (error: unknown): BlobFailure | undefined => {
  if (error instanceof RestError) return classifyResponse(error)
  if (!isNativeError(error) || error instanceof DomainError) return undefined
  if (error instanceof DeadlineExceeded || error.name === 'AbortError')
    return { kind: 'Timeout', reason: 'timeout' }
  if (error instanceof IdentityUnavailable) return { kind: error.name, reason: error.name }
  if (identityErrors.test(error.name)) return classifyIdentity(error)
  // The SDK throws a RangeError for a response without a length or an ETag.
  if (error instanceof RangeError) return { kind: 'NotBlobStorage', reason: error.name }
  const code = 'code' in error ? toCodeWord(error.code) : ''
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || error.message.startsWith('Data corruption failure'))
    return { kind: 'Interrupted', reason: code }
  if (code === '' || code.startsWith('ERR_')) return undefined
  return { kind: lastingNetworkCode.test(code) ? 'Unreachable' : 'Network', reason: code }
}

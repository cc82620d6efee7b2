import { isNativeError } from 'node:util/types'
import { RestError } from '@azure/storage-blob'
import { DomainError } from '../../domain/core/errors.ts'
import { addressRefused } from './agents.ts'
import { DeadlineExceeded } from './deadlines.ts'

export type BlobFailureKind =
  | 'BlobNotFound'
  | 'ContainerNotFound'
  | 'NotModified'
  | 'RangeNotSatisfiable'
  | 'Archived'
  | 'CustomerKey'
  | 'Refused'
  | 'NoIdentity'
  | 'Redirected'
  | 'AddressRefused'
  | 'BadRequest'
  | 'Timeout'
  | 'Network'
  | 'Busy'
  | 'NotBlobStorage'

export interface BlobFailure {
  readonly kind: BlobFailureKind
  /** A status or error code, such as `403 AuthorizationFailure` or `ENOTFOUND`; can be empty. */
  readonly reason: string
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
const identityErrors =
  /^(CredentialUnavailable|AggregateAuthentication|AuthenticationRequired|Authentication)Error$/

const kindOfStatus = (status: number, code: string): BlobFailureKind => {
  if (containerCodes.has(code)) return 'ContainerNotFound'
  if (code === 'BlobArchived' || code === 'BlobBeingRehydrated') return 'Archived'
  if (customerKeyCodes.has(code)) return 'CustomerKey'
  if (code === 'PublicAccessNotPermitted') return 'Refused'
  if (status === 404) return 'BlobNotFound'
  if (status === 304) return 'NotModified'
  if (status === 416) return 'RangeNotSatisfiable'
  if (status === 401 || status === 403) return 'Refused'
  if (status >= 300 && status < 400) return 'Redirected'
  if (status === 429 || status >= 500) return 'Busy'
  return 'BadRequest'
}

const classifyResponse = (error: RestError): BlobFailure => {
  const header = (name: string) => toCodeWord(error.response?.headers.get(name))
  if (error.statusCode === undefined || error.statusCode < 300) {
    const reason = toCodeWord(error.code)
    if (reason === addressRefused) return { kind: addressRefused, reason }
    // The SDK reports a response that is no Azure XML without a status.
    return { kind: reason === RestError.PARSE_ERROR ? 'NotBlobStorage' : 'Network', reason }
  }
  const code = header('x-ms-error-code') || toCodeWord(error.code)
  return {
    kind: kindOfStatus(error.statusCode, code),
    reason: `${error.statusCode} ${code}`.trim(),
    requestId: error.response?.headers.get('x-ms-request-id')?.slice(0, 64),
  }
}

/** Classifies the error of an SDK call; undefined if the error is not caused by the storage account. */
export const classifyFailure = (error: unknown): BlobFailure | undefined => {
  if (error instanceof RestError) return classifyResponse(error)
  if (!isNativeError(error) || error instanceof DomainError) return undefined
  if (error instanceof DeadlineExceeded || error.name === 'AbortError')
    return { kind: 'Timeout', reason: 'timeout' }
  if (identityErrors.test(error.name)) return { kind: 'NoIdentity', reason: error.name }
  // The SDK throws a RangeError for a response without a length or an ETag.
  if (error instanceof RangeError) return { kind: 'NotBlobStorage', reason: error.name }
  const code = 'code' in error ? toCodeWord(error.code) : ''
  if (code.startsWith('ERR_')) return undefined
  if (code !== '' || error.message.startsWith('Data corruption failure'))
    return { kind: 'Network', reason: code }
  return undefined
}

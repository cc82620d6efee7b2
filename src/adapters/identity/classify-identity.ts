import { isNativeError } from 'node:util/types'
import { isPassingStatus } from '../calls/is-passing-status.ts'
import { DeadlineExceeded } from '../calls/with-deadline.ts'

/** The platform has an identity for the service and gives no token of it now. */
export class IdentityUnavailable extends Error {
  override readonly name = 'IdentityUnavailable'
}

/** The settings name no identity that the library knows. */
export class IdentityMisconfigured extends Error {
  override readonly name = 'IdentityMisconfigured'
}

const libraryErrors =
  /^(CredentialUnavailable|AggregateAuthentication|AuthenticationRequired|Authentication)Error$/

/** Whether a failure to get a token may pass by itself; undefined if the error is another one. */
export const classifyIdentity = (error: unknown): 'IdentityUnavailable' | 'NoIdentity' | undefined => {
  if (!isNativeError(error)) return undefined
  if (error instanceof IdentityUnavailable) return 'IdentityUnavailable'
  return error instanceof IdentityMisconfigured || libraryErrors.test(error.name) ? 'NoIdentity' : undefined
}

const field = (error: Error, name: string): unknown => Reflect.get(error, name)
const deepest = 5

/** The library nests the response of the endpoint, or the failed connection, in the error of each source that it asked. */
export const mayPass = (error: unknown, depth = 0): boolean => {
  if (!isNativeError(error) || depth > deepest) return false
  if (error instanceof DeadlineExceeded || field(error, 'errorCode') === 'network_error') return true
  const status = field(error, 'status') ?? field(error, 'statusCode')
  if (typeof status === 'number' && isPassingStatus(status)) return true
  const errors = field(error, 'errors')
  const isPassing = (inner: unknown): boolean => mayPass(inner, depth + 1)
  return isPassing(error.cause) || (Array.isArray(errors) && errors.some(isPassing))
}

import type { ErrorCode } from '../../domain/core/errors.ts'
import { mayHaveBody, type Route } from './route.ts'

/** All error codes of a route: the codes of its operation and the codes of the HTTP layer. */
export const errorsOf = ({ access, ifMatch, idempotent, method, errors }: Route): readonly ErrorCode[] => {
  const added: readonly (ErrorCode | false)[] = [
    'InvalidRequest',
    mayHaveBody(method) && 'RequestTooLarge',
    mayHaveBody(method) && 'UnsupportedContentType',
    access !== 'Anyone' && 'Unauthenticated',
    access !== 'Anyone' && access !== 'Signature' && 'Forbidden',
    (ifMatch === 'Required' || ifMatch === 'IfExists') && 'PreconditionRequired',
    ifMatch !== undefined && 'PreconditionFailed',
    idempotent === 'Recorded' && 'IdempotencyKeyReused',
    idempotent === 'Recorded' && 'RequestInProgress',
    method !== 'GET' && 'StorageFull',
    'TooManyRequests',
    'InternalError',
    'ServiceUnavailable',
    'StorageDamaged',
  ]
  return [...new Set([...errors, ...added.filter((code) => code !== false)])]
}

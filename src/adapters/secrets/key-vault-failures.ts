import { DomainError } from '../../domain/core/errors.ts'
import { isPassingStatus } from '../calls/is-passing-status.ts'
import { classifyIdentity } from '../identity/classify-identity.ts'

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined

export const hasStatus = (error: unknown, status: number): boolean => field(error, 'statusCode') === status

const codeWord = /^[A-Za-z0-9_]{1,64}$/
const describe = (error: unknown): string => {
  const words = [field(error, 'statusCode'), field(error, 'code') ?? field(error, 'name')].map(String)
  return words.filter((text) => text !== 'undefined' && codeWord.test(text)).join(' ')
}

const isTransient = (error: unknown): boolean => {
  const status = field(error, 'statusCode')
  if (typeof status === 'number') return isPassingStatus(status) || status === 409
  return classifyIdentity(error) !== 'NoIdentity'
}

/**
 * Converts a client error. The cause has only status and code, because the client error contains the request with the secret;
 * an error of the identity does not.
 */
export const toVaultError = (error: unknown): DomainError => {
  const cause = new Error(`Key Vault: ${describe(error)}`, classifyIdentity(error) && { cause: error })
  return isTransient(error)
    ? new DomainError('ServiceUnavailable', 'Key Vault is unavailable. Try again in a moment.', {
        retryAfter: 2,
        cause,
      })
    : new DomainError(
        'ServiceUnavailable',
        'Key Vault refuses the service or is not deployed. Ask an operator to check the vault and its role assignments.',
        { retryAfter: 30, cause },
      )
}

import { DomainError } from '../../domain/core/errors.ts'

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined

export const hasStatus = (error: unknown, status: number): boolean => field(error, 'statusCode') === status

const word = /^[A-Za-z0-9_]{1,64}$/
const describe = (error: unknown): string => {
  const words = [field(error, 'statusCode'), field(error, 'code') ?? field(error, 'name')].map(String)
  return words.filter((text) => text !== 'undefined' && word.test(text)).join(' ')
}

const passes = (error: unknown): boolean => {
  const status = field(error, 'statusCode')
  if (typeof status === 'number') return status === 408 || status === 409 || status === 429 || status >= 500
  return !/Credential|Authentication/.test(String(field(error, 'name')))
}

/** Of the cause only its number and name are kept: the client's error holds the request, and with it the secret. */
export const toVaultError = (error: unknown): DomainError => {
  const cause = new Error(`Key Vault: ${describe(error)}`)
  return passes(error)
    ? new DomainError('ServiceUnavailable', 'The vault of secrets cannot be used just now. Try again.', {
        retryAfter: 2,
        cause,
      })
    : new DomainError(
        'ServiceUnavailable',
        'The vault of secrets does not let the service in, or is not set up. An operator has to look.',
        { retryAfter: 30, cause },
      )
}

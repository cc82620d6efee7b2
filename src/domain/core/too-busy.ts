import { DomainError } from './errors.ts'

/** Conditional writes lost against others too many times in a row. */
export const tooBusy = (): DomainError =>
  new DomainError('ServiceUnavailable', 'Too many requests meet here at once; try again in a second', {
    retryAfter: 1,
  })

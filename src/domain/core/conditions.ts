import { DomainError } from './errors.ts'

export const preconditionFailed = (): DomainError =>
  new DomainError(
    'PreconditionFailed',
    'It has changed since you read it; read it again and repeat your change on what it is now',
    { target: 'If-Match' },
  )

export const preconditionRequired = (): DomainError =>
  new DomainError(
    'PreconditionRequired',
    'It exists already: read it first and send its ETag in If-Match, so that nobody else’s change is lost',
    { target: 'If-Match' },
  )

/**
 * Checks what the caller read against what is there. `*` matches whatever is there.
 * @throws DomainError `PreconditionRequired` without a condition, `PreconditionFailed` if it is not met.
 */
export const checkMatch = (stored: { readonly etag: string }, ifMatch: string | undefined): void => {
  if (ifMatch === undefined) throw preconditionRequired()
  if (ifMatch !== '*' && ifMatch !== stored.etag) throw preconditionFailed()
}

import { DomainError } from './errors.ts'

export const preconditionFailed = (): DomainError =>
  new DomainError(
    'PreconditionFailed',
    'The resource has changed since you read it; read it again and repeat your change on its present state',
    { target: 'If-Match' },
  )

export const preconditionRequired = (): DomainError =>
  new DomainError(
    'PreconditionRequired',
    'The resource exists already; read it and send its ETag in If-Match, so that no concurrent change is lost',
    { target: 'If-Match' },
  )

/**
 * Compares the caller's `If-Match` with the stored etag. `*` matches any etag.
 * @throws DomainError `PreconditionRequired` without `If-Match`, `PreconditionFailed` if it does not match.
 */
export const checkMatch = (stored: { readonly etag: string }, ifMatch: string | undefined): void => {
  if (ifMatch === undefined) throw preconditionRequired()
  if (ifMatch !== '*' && ifMatch !== stored.etag) throw preconditionFailed()
}

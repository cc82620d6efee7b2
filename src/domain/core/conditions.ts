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
    'The resource exists; read it and send its ETag in If-Match, so that no concurrent change is lost, or send If-Match: * to change whatever is there',
    { target: 'If-Match' },
  )

/** The condition of a request that needs one, once its resource is found. @throws DomainError `PreconditionRequired` */
export const requireMatch = (ifMatch: string | undefined): string => {
  if (ifMatch === undefined) throw preconditionRequired()
  return ifMatch
}

/**
 * Refuses a request that is to create its resource only, and finds it. RFC 9110 (13.1.2) leaves no other response, also where
 * an earlier try of the request has created the resource.
 * @param isSame True if the resource is what the request would create.
 * @throws DomainError `PreconditionFailed`
 */
export const checkAbsent = (createOnly: boolean | undefined, isSame: boolean): void => {
  if (!createOnly) return
  throw new DomainError(
    'PreconditionFailed',
    isSame
      ? 'The resource exists exactly as it was sent, perhaps because of an earlier try of this request; read it, or repeat the request without If-None-Match'
      : 'The resource exists, and If-None-Match: * is to create it only; read it, and send its ETag in If-Match instead to change it',
    { target: 'If-None-Match' },
  )
}

/** Refuses a condition on a resource that does not exist. @throws DomainError `PreconditionFailed` */
export const checkNoMatch = (ifMatch: string | undefined): void => {
  if (ifMatch !== undefined)
    throw new DomainError(
      'PreconditionFailed',
      'The resource does not exist, so If-Match cannot match; leave out If-Match to create it',
      { target: 'If-Match' },
    )
}

/**
 * Compares the caller's `If-Match` with the stored etag. `*` matches any etag.
 * @throws DomainError `PreconditionRequired` without `If-Match`, `PreconditionFailed` if it does not match.
 */
export const checkMatch = (stored: { readonly etag: string }, ifMatch: string | undefined): void => {
  const condition = requireMatch(ifMatch)
  if (condition !== '*' && condition !== stored.etag) throw preconditionFailed()
}

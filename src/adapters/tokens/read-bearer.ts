import { DomainError } from '../../domain/core/errors.ts'

/** Characters; one character is one byte in a header. Node refuses all headers above 16 KB with 431. */
const maxHeaderLength = 8 * 1024
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i

/**
 * The token of an `Authorization` header. A header that was sent twice arrives as one text with a comma, and is refused.
 * @throws DomainError `Unauthenticated`
 */
export const readBearer = (authorization: string | undefined): string => {
  if (authorization === undefined || authorization === '')
    throw new DomainError('Unauthenticated', 'The request has no token. Send Authorization: Bearer <token>.')
  if (authorization.length > maxHeaderLength)
    throw new DomainError(
      'Unauthenticated',
      `The Authorization header is longer than ${maxHeaderLength} characters.`,
    )
  if (!/^Bearer /i.test(authorization))
    throw new DomainError(
      'Unauthenticated',
      'Only bearer tokens are supported. Send Authorization: Bearer <token>.',
    )
  const [, token] = bearer.exec(authorization) ?? []
  if (token === undefined)
    throw new DomainError(
      'Unauthenticated',
      'The Authorization header does not contain exactly one signed JWT. Send one token.',
    )
  return token
}

import { DomainError } from '../../domain/core/errors.ts'

/** In characters, which are bytes in a header. Node itself refuses headers of 16 KB altogether, with 431. */
const longestHeader = 8 * 1024
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i

/**
 * The token of an `Authorization` header. One that was sent twice arrives as one text with a comma in it, and is refused.
 * @throws DomainError `Unauthenticated`
 */
export const readBearer = (authorization: string | undefined): string => {
  if (authorization === undefined || authorization === '')
    throw new DomainError('Unauthenticated', 'There is no token. Send Authorization: Bearer <token>.')
  if (authorization.length > longestHeader)
    throw new DomainError(
      'Unauthenticated',
      `The Authorization header is longer than ${longestHeader} characters.`,
    )
  if (!/^Bearer /i.test(authorization))
    throw new DomainError(
      'Unauthenticated',
      'Only bearer tokens are taken. Send Authorization: Bearer <token>.',
    )
  const [, token] = bearer.exec(authorization) ?? []
  if (token === undefined)
    throw new DomainError(
      'Unauthenticated',
      'The Authorization header does not hold exactly one signed JWT. Send it once.',
    )
  return token
}

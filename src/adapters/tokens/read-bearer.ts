import { DomainError } from '../../domain/core/errors.ts'

const longestHeader = 16 * 1024
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i

/** The token of an `Authorization` header. @throws DomainError `Unauthenticated` */
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
    throw new DomainError('Unauthenticated', 'The Authorization header does not hold exactly one signed JWT.')
  return token
}

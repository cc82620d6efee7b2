import { decodeProtectedHeader } from 'jose'
import { DomainError } from '../../domain/core/errors.ts'

/** Header fields with a key or a key URL, or with processing rules. Only the published keys of the issuer are used. */
const forbiddenFields = ['jku', 'jwk', 'x5u', 'x5c', 'crit'] as const
const accessTokenType = /^(?:application\/)?(?:at\+)?jwt$/i

/** Checks the header of a token before the keys are fetched. @throws DomainError `Unauthenticated` */
export const checkHeader = (token: string): void => {
  let header: Readonly<Record<string, unknown>>
  try {
    header = decodeProtectedHeader(token)
  } catch (cause) {
    throw new DomainError('Unauthenticated', 'The token is not a signed JWT. Get a new token.', { cause })
  }
  const forbidden = forbiddenFields.find((name) => Object.hasOwn(header, name))
  if (forbidden !== undefined)
    throw new DomainError(
      'Unauthenticated',
      `The token has the forbidden header field '${forbidden}'. Get a token from the issuer of this service.`,
    )
  const { typ } = header
  if (typ !== undefined && !(typeof typ === 'string' && accessTokenType.test(typ)))
    throw new DomainError(
      'Unauthenticated',
      'The type (typ) of the token is neither JWT nor at+jwt. Get an access token.',
    )
}

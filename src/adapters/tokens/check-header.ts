import { decodeProtectedHeader } from 'jose'
import { DomainError } from '../../domain/core/errors.ts'

/** Each names or brings a key, or changes how the token is to be read. Ours are the issuer's, and read in one way. */
const refused = ['jku', 'jwk', 'x5u', 'x5c', 'crit'] as const
const accessTokenType = /^(?:application\/)?(?:at\+)?jwt$/i

/** Looks at a token's header before anything is fetched for it. @throws DomainError `Unauthenticated` */
export const checkHeader = (token: string): void => {
  let header: Readonly<Record<string, unknown>>
  try {
    header = decodeProtectedHeader(token)
  } catch (cause) {
    throw new DomainError('Unauthenticated', 'The token is not a signed JWT.', { cause })
  }
  const wrong = refused.find((name) => Object.hasOwn(header, name))
  if (wrong !== undefined)
    throw new DomainError(
      'Unauthenticated',
      `A token whose header has '${wrong}' is not taken; keys come from the issuer alone.`,
    )
  const { typ } = header
  if (typ !== undefined && !(typeof typ === 'string' && accessTokenType.test(typ)))
    throw new DomainError('Unauthenticated', "The token's type (typ) is neither JWT nor at+jwt.")
}

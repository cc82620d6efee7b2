import { errors } from 'jose'
import { DomainError } from '../../domain/core/errors.ts'

interface Expected {
  readonly issuer: string
  readonly audience: string
}

const explainClaim = (claim: string, { issuer, audience }: Expected): string => {
  switch (claim) {
    case 'iss':
      return `The token is of another issuer than ${issuer}.`
    case 'aud':
      return `The token is for another audience than ${audience}.`
    case 'nbf':
      return 'The token is not valid yet. Check the clocks.'
    case 'exp':
      return 'The token has no time at which it expires (exp).'
    default:
      return `The token's claim '${claim}' is not valid.`
  }
}

const explain = (error: errors.JOSEError, expected: Expected): string => {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Get a new one.'
  if (error instanceof errors.JWTClaimValidationFailed) return explainClaim(error.claim, expected)
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is not signed with RS256.'
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The token's signature does not match."
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'The token is signed with a key that its issuer does not publish.'
  return 'The token is not a signed JWT.'
}

/** Says which thing is wrong with a token, without the token. Errors that are not about the token pass as they are. */
export const explainRefusal = (error: unknown, expected: Expected): unknown =>
  error instanceof errors.JOSEError
    ? new DomainError('Unauthenticated', explain(error, expected), { cause: new Error(error.code) })
    : error

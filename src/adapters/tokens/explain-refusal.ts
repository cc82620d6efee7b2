import { errors } from 'jose'
import { DomainError } from '../../domain/core/errors.ts'

interface Expected {
  readonly issuer: string
  readonly audience: string
}

/** Issuer, audience and client of such a token are named otherwise, so each check would blame another claim. */
export const isVersion1 = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'ver' in payload && payload.ver === '1.0'

export const version1 =
  "The token is of version 1.0 (ver). Ask an operator to set requestedAccessTokenVersion 2 in this API's app registration, then get a new token."

const explainClaim = (claim: string, { issuer, audience }: Expected): string => {
  switch (claim) {
    case 'iss':
      return `The issuer (iss) of the token is not ${issuer}. Get a token from this issuer.`
    case 'aud':
      return `The audience (aud) of the token is not ${audience}. Get a token for this audience.`
    case 'nbf':
      return 'The token is not valid yet (nbf). Check the clock of the token issuer.'
    case 'exp':
      return 'The token has no valid expiry time (exp). Get a new token.'
    default:
      return `The claim '${claim}' of the token is not valid. Get a new token.`
  }
}

const explain = (error: errors.JOSEError, expected: Expected): string => {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Get a new token.'
  if (error instanceof errors.JWTClaimValidationFailed)
    return isVersion1(error.payload) ? version1 : explainClaim(error.claim, expected)
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'The token is not signed with RS256. Get a token from the issuer of this service.'
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'The signature of the token is not valid. Get a new token.'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'The token is signed with a key that the issuer does not publish. Get a new token.'
  return 'The token is not a signed JWT. Get a new token.'
}

/** Converts a verification error to an `Unauthenticated` error with the reason, without the token. Other errors are returned unchanged. */
export const explainRefusal = (error: unknown, expected: Expected): unknown =>
  error instanceof errors.JOSEError
    ? new DomainError('Unauthenticated', explain(error, expected), { cause: new Error(error.code) })
    : error

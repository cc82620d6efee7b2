import { jwtVerify } from 'jose'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { VerifyToken } from '../../domain/ports/tokens.ts'
import { explainRefusal } from './explain-refusal.ts'
import { fetchSigningKeys } from './fetch-signing-keys.ts'
import { readBearer } from './read-bearer.ts'
import { readClaims } from './read-claims.ts'
import { keepVerifiedTokens } from './verified-tokens.ts'

export interface TokenVerifierOptions {
  /** Compared exactly; with Entra ID it names the tenant: `https://login.microsoftonline.com/<tenant>/v2.0`. */
  readonly issuer: string
  readonly audience: string
  readonly jwksUrl: string
  readonly now?: Now | undefined
  /** The least time between two fetches of the keys for tokens whose key is not known. */
  readonly cooldown?: Millis | undefined
}

const clockToleranceSeconds = 60

/**
 * Checks a bearer token: RS256 by the issuer's published keys, issuer, audience, `exp` and `nbf`.
 * @throws DomainError `Unauthenticated` (saying what is wrong), `ServiceUnavailable` (the keys cannot be fetched).
 */
export const createTokenVerifier = (options: TokenVerifierOptions): VerifyToken => {
  const { issuer, audience, jwksUrl, now = Date.now, cooldown = 30_000 } = options
  const keys = fetchSigningKeys(jwksUrl, cooldown)
  const verifiedTokens = keepVerifiedTokens(now)

  const verify = async (token: string) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer,
        audience,
        requiredClaims: ['exp'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now()),
      })
      return payload
    } catch (error) {
      throw explainRefusal(error, { issuer, audience })
    }
  }

  return async (authorization) => {
    const token = readBearer(authorization)
    const known = verifiedTokens.get(token)
    if (known) return known
    const payload = await verify(token)
    const verified = readClaims(payload)
    verifiedTokens.set(token, verified, (payload.exp ?? 0) * 1000)
    return verified
  }
}

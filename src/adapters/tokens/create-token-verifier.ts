import { jwtVerify } from 'jose'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { Log } from '../../domain/ports/log.ts'
import type { VerifyToken } from '../../domain/ports/tokens.ts'
import { checkHeader } from './check-header.ts'
import { explainRefusal } from './explain-refusal.ts'
import { fetchSigningKeys } from './fetch-signing-keys.ts'
import { readBearer } from './read-bearer.ts'
import { readClaims, type ExpectedClaims } from './read-claims.ts'
import { keepVerifiedTokens } from './verified-tokens.ts'

export interface TokenVerifierOptions extends ExpectedClaims {
  /** Compared exactly; with Entra ID it names the tenant: `https://login.microsoftonline.com/<tenant>/v2.0`. */
  readonly issuer: string
  readonly jwksUrl: string
  readonly log: Log
  readonly now?: Now | undefined
  /** The least time between two fetches of the keys for tokens whose key is not known; 30 s if not given. */
  readonly cooldown?: Millis | undefined
}

const clockToleranceSeconds = 60

/**
 * Checks a bearer token: RS256 by the issuer's published keys, issuer, audience, tenant, client, `exp` and `nbf`, and
 * that it is an access token. Nothing else of a request says who calls: no cookie, no `X-MS-CLIENT-PRINCIPAL`.
 * @throws DomainError `Unauthenticated` (saying what is wrong), `ServiceUnavailable` (the keys cannot be fetched).
 */
export const createTokenVerifier = (options: TokenVerifierOptions): VerifyToken => {
  const { issuer, audience, jwksUrl, log, now = Date.now, cooldown = 30_000 } = options
  const keys = fetchSigningKeys({ jwksUrl, cooldown, now, log })
  const verifiedTokens = keepVerifiedTokens(now)

  const verify = async (token: string) => {
    checkHeader(token)
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
    const verified = readClaims(payload, options)
    verifiedTokens.set(token, verified, (payload.exp ?? 0) * 1000)
    return verified
  }
}

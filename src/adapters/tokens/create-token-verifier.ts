import { jwtVerify } from 'jose'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { Log } from '../../domain/ports/log.ts'
import type { VerifyToken } from '../../domain/ports/tokens.ts'
import { checkHeader } from './check-header.ts'
import { explainRefusal } from './explain-refusal.ts'
import { fetchSigningKeys } from './fetch-signing-keys.ts'
import { readBearer } from './read-bearer.ts'
import { readClaims, type ExpectedClaims } from './read-claims.ts'
import { createVerifiedTokenCache } from './verified-token-cache.ts'

export interface TokenVerifierOptions extends ExpectedClaims {
  /** Compared exactly. For Entra ID: `https://login.microsoftonline.com/<tenant>/v2.0`. */
  readonly issuer: string
  readonly jwksUrl: string
  readonly log: Log
  readonly now?: Now | undefined
  /** Minimum time between two key fetches for unknown keys. Default: 30 s. */
  readonly cooldown?: Millis | undefined
}

const clockToleranceSeconds = 60

/**
 * Verifies a bearer token: RS256 signature with a published key of the issuer, issuer, audience, tenant, client, `exp`, `nbf`
 * and token type. Nothing else identifies the caller: no cookie, no `X-MS-CLIENT-PRINCIPAL`.
 * @throws DomainError `Unauthenticated` with the reason, `ServiceUnavailable` if the keys cannot be fetched
 */
export const createTokenVerifier = (options: TokenVerifierOptions): VerifyToken => {
  const { issuer, audience, jwksUrl, log, now = Date.now, cooldown = 30_000 } = options
  const keys = fetchSigningKeys({ jwksUrl, cooldown, now, log })
  const verifiedTokens = createVerifiedTokenCache(now)

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
    const cached = verifiedTokens.get(token)
    if (cached) return cached
    const payload = await verify(token)
    const verified = readClaims(payload, options)
    verifiedTokens.set(token, verified, (payload.exp ?? 0) * 1000)
    return verified
  }
}

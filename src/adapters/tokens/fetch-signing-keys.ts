import { createRemoteJWKSet, errors } from 'jose'
import type { JWTVerifyGetKey } from 'jose'
import { DomainError } from '../../domain/core/errors.ts'
import type { Millis } from '../../domain/core/time.ts'

const timeout = 5_000
/** An issuer withdraws a key rarely, and adds one well before it signs with it. */
const keptFor = 12 * 3_600_000

/**
 * The issuer's published keys. A key that is not known makes them be fetched again, at most once per cooldown.
 * @throws DomainError `ServiceUnavailable` if they cannot be had.
 */
export const fetchSigningKeys = (jwksUrl: string, cooldown: Millis): JWTVerifyGetKey => {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: timeout,
    cooldownDuration: cooldown,
    cacheMaxAge: keptFor,
  })
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      const aboutTheToken =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys ||
        error instanceof errors.JOSENotSupported
      if (aboutTheToken) throw error
      throw new DomainError(
        'ServiceUnavailable',
        "The token issuer's keys cannot be fetched now. Try again.",
        {
          cause: error,
          retryAfter: 5,
        },
      )
    }
  }
}

import { createRemoteJWKSet, errors } from 'jose'
import type { JWTVerifyGetKey } from 'jose'
import { DomainError } from '../../domain/core/errors.ts'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { Log } from '../../domain/ports/log.ts'

export interface SigningKeysOptions {
  readonly jwksUrl: string
  /** The least time between two fetches for unknown keys, and between two tries while the issuer cannot be reached. */
  readonly cooldown: Millis
  readonly now: Now
  readonly log: Log
}

const timeout = 5_000
/** A key that its issuer withdraws stops working after this. */
const freshFor = 3_600_000
/** An issuer that cannot be reached locks nobody out before this. */
const usableFor = 24 * 3_600_000

const unavailable = (cause: unknown): DomainError =>
  new DomainError('ServiceUnavailable', "The token issuer's keys cannot be fetched now. Try again.", {
    cause,
    retryAfter: 5,
  })

const isAboutTheToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported

/**
 * The issuer's published keys: fetched anew each hour, and for a key that is not known, at most once per cooldown.
 * @throws DomainError `ServiceUnavailable` if they cannot be had, or have not been for a day.
 */
export const fetchSigningKeys = ({ jwksUrl, cooldown, now, log }: SigningKeysOptions): JWTVerifyGetKey => {
  // When to fetch is decided here, for jose neither keeps old keys in an outage nor counts tries that failed.
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: timeout,
    cooldownDuration: Infinity,
    cacheMaxAge: Infinity,
  })
  let fetchedAt: Millis | undefined
  let triedAt = -Infinity
  let failure: DomainError | undefined
  let running: Promise<void> | undefined

  const tryFetch = async (): Promise<void> => {
    try {
      await keys.reload()
      fetchedAt = now()
      failure = undefined
    } catch (error) {
      failure = unavailable(error)
      if (fetchedAt !== undefined)
        log('Warning', "The token issuer's keys cannot be fetched; the last known ones are used for a day", {
          minutesOld: Math.floor((now() - fetchedAt) / 60_000),
          error,
        })
    } finally {
      triedAt = now()
      running = undefined
    }
  }
  const refresh = (): Promise<void> => (running ??= tryFetch())
  const olderThan = (age: Millis): boolean => fetchedAt === undefined || now() - fetchedAt >= age
  const coolingDown = (): boolean => now() - triedAt < cooldown

  const find: JWTVerifyGetKey = async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      throw isAboutTheToken(error) ? error : unavailable(error)
    }
  }

  return async (header, token) => {
    if (olderThan(usableFor) || (olderThan(freshFor) && !coolingDown())) await refresh()
    if (olderThan(usableFor)) throw failure ?? unavailable('no keys')
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      if (!coolingDown()) await refresh()
      // It may be one of the keys that could not be fetched: this is not the token's fault.
      if (failure) throw failure
      return find(header, token)
    }
  }
}

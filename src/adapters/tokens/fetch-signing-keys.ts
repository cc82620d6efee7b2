import { createRemoteJWKSet, errors } from 'jose'
import type { JWTVerifyGetKey } from 'jose'
import { DomainError } from '../../domain/core/errors.ts'
import { isFresh, type Millis, type Now } from '../../domain/core/time.ts'
import type { Log } from '../../domain/ports/log.ts'

export interface SigningKeysOptions {
  readonly jwksUrl: string
  /** Minimum time between two fetches for unknown keys, and between two attempts while the issuer is unavailable. */
  readonly cooldown: Millis
  readonly now: Now
  readonly log: Log
}

const timeout = 5_000
/** Milliseconds. A withdrawn key is accepted at most this long. */
const refreshAfter = 3_600_000
/** Milliseconds. If the issuer is unavailable, the last keys are used this long. */
const expireAfter = 24 * 3_600_000

const unavailable = (cause: unknown): DomainError =>
  new DomainError(
    'ServiceUnavailable',
    'The keys of the token issuer cannot be fetched. Try again in a few seconds.',
    {
      cause,
      retryAfter: 5,
    },
  )

const isAboutTheToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported

/**
 * The published keys of the issuer. The keys are fetched every hour, and for an unknown key at most once per cooldown.
 * @throws DomainError `ServiceUnavailable` if no keys are known, or if the last fetch is older than one day
 */
export const fetchSigningKeys = ({ jwksUrl, cooldown, now, log }: SigningKeysOptions): JWTVerifyGetKey => {
  // jose never refetches by itself: it neither keeps old keys during an outage nor limits failed attempts.
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
        log(
          'Warning',
          'The keys of the token issuer cannot be fetched; the last known keys are used for one day',
          {
            minutesOld: Math.floor((now() - fetchedAt) / 60_000),
            error,
          },
        )
    } finally {
      triedAt = now()
      running = undefined
    }
  }
  const refresh = (): Promise<void> => (running ??= tryFetch())
  const isDue = (): boolean => fetchedAt === undefined || !isFresh(now(), fetchedAt, refreshAfter)
  const areExpired = (): boolean => fetchedAt === undefined || now() - fetchedAt >= expireAfter
  const coolingDown = (): boolean => isFresh(now(), triedAt, cooldown)

  const find: JWTVerifyGetKey = async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      throw isAboutTheToken(error) ? error : unavailable(error)
    }
  }

  return async (header, token) => {
    if (areExpired() || (isDue() && !coolingDown())) await refresh()
    if (areExpired()) throw failure ?? unavailable('no keys')
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      if (!coolingDown()) await refresh()
      // The key can be new, and the fetch failed: the token is not at fault.
      if (failure) throw failure
      return find(header, token)
    }
  }
}

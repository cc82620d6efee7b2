import { putNewest } from '../../domain/core/put-newest.ts'
import { DomainError } from '../../domain/core/errors.ts'
import type { UserId } from '../../domain/core/ids.ts'
import type { Millis, Now } from '../../domain/core/time.ts'

export interface RateLimitOptions {
  /** The sustained rate per caller, in requests per second. A whole number. */
  readonly perSecond: number
  /** The number of requests that a caller can send at once after a pause. A whole number. */
  readonly burst: number
  readonly now: Now
  /** The message of a refusal. */
  readonly message?: string
  /** Maximum number of tracked callers or addresses. One that is no longer tracked starts with a full bucket. */
  readonly maxCallers?: number
}

/**
 * The limit of requests whose outcome is recorded, which bounds the records of one caller: 1 000 at once and 3 600 an hour, for
 * each instance. A record has less than 4 KiB and lives for one day.
 */
export const recordLimit = {
  perSecond: 1,
  burst: 1000,
  message:
    'The caller sends too many requests with an Idempotency-Key; wait for the seconds in Retry-After, then repeat the request with the same key',
} as const

/** Counts one request of a caller. @throws DomainError `TooManyRequests` with the seconds until the next allowed request */
export type AdmitCaller = (user: UserId) => void

/** Counts one request without a valid token, by the network that it came from. @throws DomainError `TooManyRequests` */
export type AdmitAddress = (network: string) => void

export const addressLimitMessage =
  'Too many requests without a valid token come from this address; wait for the seconds in Retry-After, then send fewer requests, or send a token'

/** Of requests with a link that the service signed, as a multiple of the limit of other requests without a token. */
export const signedShare = 5

export const signedLimitMessage =
  'Too many files are read from this address; wait for the seconds in Retry-After, then read fewer at once'

/** The cost of one request. Levels are whole numbers, because sums of fractions are not exact. */
const cost = 1000

interface Bucket {
  /** In thousandths of a request: a bucket gains `perSecond` per millisecond. */
  level: number
  filledAt: Millis
}

const usualMessage =
  'The caller exceeds the request rate limit; wait for the seconds in Retry-After, then send fewer requests'

/** A token bucket per caller or address, in memory: each instance of the service has its own limit. */
export const createRateLimit = (options: RateLimitOptions): ((key: string) => void) => {
  const { perSecond, burst, now, message = usualMessage, maxCallers = 10_000 } = options
  const full = burst * cost
  /** In order of the last request, oldest first. */
  const buckets = new Map<string, Bucket>()

  const bucketOf = (key: string, at: number): Bucket => {
    const bucket = buckets.get(key) ?? { level: full, filledAt: at }
    putNewest(buckets, key, bucket, maxCallers)
    return bucket
  }

  return (key) => {
    const at = now()
    const bucket = bucketOf(key, at)
    // The clock can be set back.
    const elapsed = Math.max(0, at - bucket.filledAt)
    bucket.level = Math.min(full, bucket.level + elapsed * perSecond)
    bucket.filledAt = at
    if (bucket.level < cost) {
      const wait: Millis = Math.ceil((cost - bucket.level) / perSecond)
      throw new DomainError('TooManyRequests', message, { retryAfter: wait / 1000 })
    }
    bucket.level -= cost
  }
}

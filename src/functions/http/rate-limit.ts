import { DomainError } from '../../domain/core/errors.ts'
import type { UserId } from '../../domain/core/ids.ts'
import type { Now } from '../../domain/core/time.ts'

export interface RateLimitOptions {
  /** The sustained rate per caller, in requests per second. */
  readonly perSecond: number
  /** The number of requests that a caller can send at once after a pause. */
  readonly burst: number
  readonly now: Now
  /** Maximum number of tracked callers. A caller that is no longer tracked starts with a full bucket. */
  readonly maxCallers?: number
}

/** Counts one request of a caller. @throws DomainError `TooManyRequests` with the seconds until the next allowed request */
export type AdmitCaller = (user: UserId) => void

interface Bucket {
  tokens: number
  filledAt: number
}

const tooMany = (seconds: number): DomainError =>
  new DomainError(
    'TooManyRequests',
    'The caller exceeds the request rate limit; wait for the seconds in Retry-After, then send fewer requests',
    { retryAfter: seconds },
  )

/** A token bucket per caller, in memory: each instance of the service has its own limit. */
export const createRateLimit = (options: RateLimitOptions): AdmitCaller => {
  const { perSecond, burst, now, maxCallers = 10_000 } = options
  /** In order of the last request, oldest first. */
  const buckets = new Map<UserId, Bucket>()

  const bucketOf = (user: UserId, at: number): Bucket => {
    const bucket = buckets.get(user) ?? { tokens: burst, filledAt: at }
    buckets.delete(user)
    buckets.set(user, bucket)
    const [oldest] = buckets.keys()
    if (buckets.size > maxCallers && oldest !== undefined) buckets.delete(oldest)
    return bucket
  }

  return (user) => {
    const at = now()
    const bucket = bucketOf(user, at)
    // The clock can be set back.
    const elapsed = Math.max(0, at - bucket.filledAt) / 1000
    bucket.tokens = Math.min(burst, bucket.tokens + elapsed * perSecond)
    bucket.filledAt = at
    if (bucket.tokens < 1) throw tooMany((1 - bucket.tokens) / perSecond)
    bucket.tokens -= 1
  }
}

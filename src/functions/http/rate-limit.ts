import { DomainError } from '../../domain/core/errors.ts'
import type { UserId } from '../../domain/core/ids.ts'
import type { Now } from '../../domain/core/time.ts'

export interface RateLimitOptions {
  /** Requests a second that a caller may make for long. */
  readonly perSecond: number
  /** Requests that may come at once after a pause. */
  readonly burst: number
  readonly now: Now
  /** Callers remembered; whoever is forgotten begins anew. */
  readonly mostCallers?: number
}

/** @throws DomainError `TooManyRequests`, with the seconds after which there is room again */
export type AdmitCaller = (user: UserId) => void

interface Bucket {
  tokens: number
  filledAt: number
}

const tooMany = (seconds: number): DomainError =>
  new DomainError(
    'TooManyRequests',
    'You send more requests than this service takes of one caller; wait for the seconds in Retry-After, then go on more slowly',
    { retryAfter: seconds },
  )

/** A token bucket for each caller, in this process: several instances allow as many times more. */
export const createRateLimit = (options: RateLimitOptions): AdmitCaller => {
  const { perSecond, burst, now, mostCallers = 10_000 } = options
  /** The one who called longest ago first. */
  const buckets = new Map<UserId, Bucket>()

  const bucketOf = (user: UserId, at: number): Bucket => {
    const bucket = buckets.get(user) ?? { tokens: burst, filledAt: at }
    buckets.delete(user)
    buckets.set(user, bucket)
    const [oldest] = buckets.keys()
    if (buckets.size > mostCallers && oldest !== undefined) buckets.delete(oldest)
    return bucket
  }

  return (user) => {
    const at = now()
    const bucket = bucketOf(user, at)
    // A clock that was set back fills nothing.
    const passed = Math.max(0, at - bucket.filledAt) / 1000
    bucket.tokens = Math.min(burst, bucket.tokens + passed * perSecond)
    bucket.filledAt = at
    if (bucket.tokens < 1) throw tooMany((1 - bucket.tokens) / perSecond)
    bucket.tokens -= 1
  }
}

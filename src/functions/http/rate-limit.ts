import { DomainError } from '../../domain/core/errors.ts'
import type { UserId } from '../../domain/core/ids.ts'
import type { Millis, Now } from '../../domain/core/time.ts'

export interface RateLimitOptions {
  /** Requests a second that a caller may make for long; a whole number. */
  readonly perSecond: number
  /** Requests that may come at once after a pause; a whole number. */
  readonly burst: number
  readonly now: Now
  /** Callers remembered; whoever is forgotten begins anew. */
  readonly mostCallers?: number
}

/** @throws DomainError `TooManyRequests`, with the seconds after which there is room again */
export type AdmitCaller = (user: UserId) => void

/** A request costs this much. Levels are whole numbers: fractions of a request would not add up to one. */
const cost = 1000

interface Bucket {
  /** In thousandths of a request, so a bucket gains `perSecond` each millisecond. */
  level: number
  filledAt: Millis
}

const tooMany = (wait: Millis): DomainError =>
  new DomainError(
    'TooManyRequests',
    'You send more requests than this service takes of one caller; wait for the seconds in Retry-After, then go on more slowly',
    { retryAfter: wait / 1000 },
  )

/** A token bucket for each caller, in this process: several instances allow as many times more. */
export const createRateLimit = (options: RateLimitOptions): AdmitCaller => {
  const { perSecond, burst, now, mostCallers = 10_000 } = options
  const full = burst * cost
  /** The one who called longest ago first. */
  const buckets = new Map<UserId, Bucket>()

  const bucketOf = (user: UserId, at: number): Bucket => {
    const bucket = buckets.get(user) ?? { level: full, filledAt: at }
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
    const passed = Math.max(0, at - bucket.filledAt)
    bucket.level = Math.min(full, bucket.level + passed * perSecond)
    bucket.filledAt = at
    if (bucket.level < cost) throw tooMany(Math.ceil((cost - bucket.level) / perSecond))
    bucket.level -= cost
  }
}

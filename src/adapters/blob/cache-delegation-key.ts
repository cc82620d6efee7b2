import type { UserDelegationKey } from '@azure/storage-blob'
import { isFresh, type Millis, type Now } from '../../domain/core/time.ts'

interface CachedKey {
  readonly key: UserDelegationKey
  /** Signatures with this key must not live longer. */
  readonly until: Millis
}

const hour = 3_600_000
const lifetime = 6 * hour
/** Azure issues keys for at most 7 days. */
const maxUse = 6 * 24 * hour
const clockSkew = hour / 4
const refusalLifetime = hour / 12

/**
 * Caches the user delegation key of an account. A new key is fetched, once for all concurrent callers, if the cached key
 * expires before the signature. `fetchKey` returns undefined if the service may not have a key; this result is cached for
 * five minutes.
 */
export const cacheDelegationKey = (
  fetchKey: (startsOn: Date, expiresOn: Date) => Promise<UserDelegationKey | undefined>,
  now: Now,
): ((expiresAt: Millis) => Promise<CachedKey | undefined>) => {
  let cached: (CachedKey & { readonly fetchedAt: Millis }) | undefined
  let refusedAt = -Infinity
  let renewing: Promise<CachedKey | undefined> | undefined

  const renew = async (needed: Millis): Promise<CachedKey | undefined> => {
    const fetchedAt = now()
    const until = Math.max(fetchedAt, needed) + lifetime
    const key = await fetchKey(new Date(fetchedAt - clockSkew), new Date(until))
    cached = key && { key, until, fetchedAt }
    if (!cached) refusedAt = now()
    return cached
  }

  return async (expiresAt) => {
    const at = now()
    if (isFresh(at, refusedAt, refusalLifetime)) return undefined
    const needed = Math.min(expiresAt, at + maxUse)
    // A key that was fetched by a clock that was ahead may not be valid yet.
    if (cached && cached.until >= needed && isFresh(at, cached.fetchedAt, maxUse)) return cached
    renewing ??= renew(needed).finally(() => {
      renewing = undefined
    })
    return renewing
  }
}

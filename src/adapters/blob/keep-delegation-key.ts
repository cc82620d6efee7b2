import type { UserDelegationKey } from '@azure/storage-blob'
import type { Millis, Now } from '../../domain/core/time.ts'

interface KeptKey {
  readonly key: UserDelegationKey
  /** What is signed with it must not live longer. */
  readonly until: Millis
}

const hour = 3_600_000
const lifetime = 6 * hour
/** Azure gives keys for at most 7 days. */
const longestUse = 6 * 24 * hour
const clockSkew = hour / 4
const refusalKeptFor = hour / 12

/**
 * Keeps the account's delegation key until it does not cover what is to be signed, and renews it once for all who wait.
 * `fetchKey` answers undefined if the service may not have one; it is not asked again for five minutes.
 */
export const keepDelegationKey = (
  fetchKey: (startsOn: Date, expiresOn: Date) => Promise<UserDelegationKey | undefined>,
  now: Now,
): ((expiresAt: Millis) => Promise<KeptKey | undefined>) => {
  let kept: KeptKey | undefined
  let refusedUntil = 0
  let renewing: Promise<KeptKey | undefined> | undefined

  const renew = async (needed: Millis): Promise<KeptKey | undefined> => {
    const until = Math.max(now(), needed) + lifetime
    const key = await fetchKey(new Date(now() - clockSkew), new Date(until))
    kept = key && { key, until }
    if (!kept) refusedUntil = now() + refusalKeptFor
    return kept
  }

  return async (expiresAt) => {
    if (refusedUntil > now()) return undefined
    const needed = Math.min(expiresAt, now() + longestUse)
    if (kept && kept.until >= needed) return kept
    renewing ??= renew(needed).finally(() => {
      renewing = undefined
    })
    return renewing
  }
}

import { putNewest } from '../../domain/core/put-newest.ts'
import { hash } from 'node:crypto'
import { isFresh, type Millis, type Now } from '../../domain/core/time.ts'
import type { VerifiedToken } from '../../domain/ports/tokens.ts'

export interface VerifiedTokenCache {
  get(token: string): VerifiedToken | undefined
  /** @param expiresAt The expiry time of the token. */
  set(token: string, verified: VerifiedToken, expiresAt: Millis): void
}

const maxEntries = 2_000
/** Milliseconds. */
const maxAge = 60_000

/** Caches verified tokens by their hash: a hash costs far less than a signature check, and no token is stored. */
export const createVerifiedTokenCache = (now: Now): VerifiedTokenCache => {
  const entries = new Map<
    string,
    { readonly verified: VerifiedToken; readonly at: Millis; readonly expiresAt: Millis }
  >()
  const keyOf = (token: string) => hash('sha256', token, 'base64')
  return {
    get: (token) => {
      const entry = entries.get(keyOf(token))
      if (!entry) return undefined
      const at = now()
      return isFresh(at, entry.at, maxAge) && at < entry.expiresAt ? entry.verified : undefined
    },
    set: (token, verified, expiresAt) => {
      putNewest(entries, keyOf(token), { verified, at: now(), expiresAt }, maxEntries)
    },
  }
}

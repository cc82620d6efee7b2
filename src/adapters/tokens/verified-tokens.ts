import { hash } from 'node:crypto'
import type { Millis, Now } from '../../domain/core/time.ts'
import type { VerifiedToken } from '../../domain/ports/tokens.ts'

export interface VerifiedTokens {
  get(token: string): VerifiedToken | undefined
  /** `expiresAt` is the token's own. */
  set(token: string, verified: VerifiedToken, expiresAt: Millis): void
}

const mostKept = 2_000
const longestKept = 60_000

/** Checking a signature costs far more than a hash; tokens themselves are not kept. */
export const keepVerifiedTokens = (now: Now): VerifiedTokens => {
  const kept = new Map<string, { readonly verified: VerifiedToken; readonly until: Millis }>()
  const keyOf = (token: string) => hash('sha256', token, 'base64')
  return {
    get: (token) => {
      const entry = kept.get(keyOf(token))
      return entry && entry.until > now() ? entry.verified : undefined
    },
    set: (token, verified, expiresAt) => {
      const key = keyOf(token)
      kept.delete(key)
      kept.set(key, { verified, until: Math.min(expiresAt, now() + longestKept) })
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    },
  }
}

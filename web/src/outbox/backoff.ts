import type { Hold } from './judge-failure.ts'

const first = 1_000
const longest = 60_000
/** A service that does not answer at all may be back at any moment, and the attempt costs it nothing. */
const longestOffline = 10_000

/**
 * Milliseconds before the next attempt: what the service asks for, else twice as long after each failure. A random part
 * keeps many browsers from coming back at once.
 */
export const backoff = (
  failures: number,
  { why, after }: { readonly why: Hold; readonly after?: number | undefined },
  random: () => number,
): number => {
  if (after !== undefined) return Math.min(Math.max(after, 0), 600) * 1000 + random() * first
  return (
    Math.min(why === 'Offline' ? longestOffline : longest, first * 2 ** Math.min(failures, 10)) *
    (0.5 + random() / 2)
  )
}

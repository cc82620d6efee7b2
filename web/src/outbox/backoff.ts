const first = 1_000
const longest = 60_000

/**
 * Milliseconds before the next attempt: what the service asks for, else twice as long after each failure. A random part
 * keeps many browsers from coming back at once.
 */
export const backoff = (failures: number, after: number | undefined, random: () => number): number => {
  if (after !== undefined) return Math.min(Math.max(after, 0), 600) * 1000 + random() * first
  return Math.min(longest, first * 2 ** Math.min(failures, 10)) * (0.5 + random() / 2)
}

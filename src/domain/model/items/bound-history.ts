import type { PastDecision } from './item.ts'

/** The most past decisions that an item keeps. */
export const maxHistory = 50
/** The most bytes of an item's history as JSON in UTF-8. The newest comment and reason always fit. */
export const maxHistoryBytes = 20 * 1024

/** JSON in UTF-8, with the comma that follows in a list. */
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1

const withoutComment = (past: PastDecision): PastDecision => {
  const { comment: _, ...rest } = past
  return rest
}

const withoutReason = (past: PastDecision): PastDecision => {
  if (past.decision.type !== 'Skip') return past
  const { reason: _, ...decision } = past.decision
  return { ...past, decision }
}

/** Shortens entries from the oldest on, until all fit; the newest stays as it is. */
const shorten = (
  history: PastDecision[],
  sizes: number[],
  shortenOne: (past: PastDecision) => PastDecision,
): void => {
  let total = sizes.reduce((sum, size) => sum + size, 0)
  for (const [index, past] of history.slice(0, -1).entries()) {
    if (total <= maxHistoryBytes) return
    const shorter = shortenOne(past)
    const size = bytesOf(shorter)
    total += size - (sizes[index] ?? 0)
    history[index] = shorter
    sizes[index] = size
  }
}

/**
 * Keeps a history within its bounds, so that documents and batches stay small whatever people type. The oldest comments
 * go first, then the oldest reasons, then the oldest entries; the newest entry always stays. The audit keeps comments.
 */
export const boundHistory = (all: readonly PastDecision[]): PastDecision[] => {
  const history = all.slice(-maxHistory)
  const sizes = history.map(bytesOf)
  shorten(history, sizes, withoutComment)
  shorten(history, sizes, withoutReason)
  let total = sizes.reduce((sum, size) => sum + size, 0)
  let first = 0
  for (; first < history.length - 1 && total > maxHistoryBytes; first += 1) total -= sizes[first] ?? 0
  return history.slice(first)
}

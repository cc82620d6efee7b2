import type { PastDecision } from './item.ts'

/** The most past decisions in an item's history. */
export const maxHistory = 50
/** The most bytes of an item's history, as JSON in UTF-8. The newest comment and reason always fit. */
export const maxHistoryBytes = 20 * 1024

/** Bytes of JSON in UTF-8, including the comma between list elements. */
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

/** Shortens entries, oldest first, until the history fits. The newest entry is not shortened. */
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
 * Bounds a history in entries and bytes, so that documents and batches stay small. It removes the oldest comments first,
 * then the oldest reasons, then the oldest entries, and never the newest entry. The audit still has the comments.
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

import type { ItemDocument, PastDecision } from './item.ts'

const reasons = { Rejected: 'Rejected', Requeued: 'FileChanged' } as const

export const returnReasons = Object.values(reasons)
export type ReturnReason = (typeof returnReasons)[number]

export interface Returned {
  readonly why: ReturnReason
  /** The decision that no longer holds. */
  readonly past: PastDecision
}

/** Why an open item came back to the queue, with its former decision; undefined if it never had one. */
export const returnedOf = ({
  state,
  history,
}: Pick<ItemDocument, 'state' | 'history'>): Returned | undefined => {
  const past = history.at(-1)
  if (state !== 'unlabeled' || !past || past.action === 'Relabeled') return undefined
  return { why: reasons[past.action], past }
}

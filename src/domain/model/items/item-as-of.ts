import type { Millis } from '../../core/time.ts'
import { decidedOf, type Decided, type ItemDocument, type ItemState, type PastDecision } from './item.ts'

/** The decision and state of an item at a time in the past. */
export interface ItemAsOf {
  readonly decided: Decided | undefined
  readonly state: ItemState
}

const present = (item: ItemDocument, decided: Decided, at: Millis): ItemAsOf => {
  if (item.state === 'approved' && item.approved && item.approved.at > at)
    return { decided, state: 'labeled' }
  if (item.state === 'removed' && item.changedAt > at) return { decided, state: 'skipped' }
  return { decided, state: item.state }
}

const stateOf = ({ decision, approved }: PastDecision, at: Millis): ItemState => {
  if (approved && approved.at <= at) return 'approved'
  return decision.type === 'Label' ? 'labeled' : 'skipped'
}

/**
 * Derives the decision and state at time `at` from the present document and its history. Undefined if the item did not
 * exist then.
 */
export const itemAsOf = (item: ItemDocument, at: Millis): ItemAsOf | undefined => {
  if (item.importedAt > at) return undefined
  const decided = decidedOf(item)
  if (decided && decided.at <= at) return present(item, decided, at)
  const held = item.history.findLast((past) => past.decision.at <= at && at < past.endedAt)
  if (held) return { decided: held.decision, state: stateOf(held, at) }
  return {
    decided: undefined,
    state: !decided && item.state === 'needsReview' ? 'needsReview' : 'unlabeled',
  }
}

import type { Millis } from '../../core/time.ts'
import type { Answer, ItemDocument, ItemState, PastAnswer } from '../items/item.ts'

/** An item's answer at a moment in the past, and the state that it had by it. */
export interface AsOf {
  readonly answer: Answer | undefined
  readonly state: ItemState
}

const present = (item: ItemDocument, answer: Answer, at: Millis): AsOf => {
  if (item.state === 'approved' && item.approved && item.approved.at > at) return { answer, state: 'labeled' }
  if (item.state === 'removed' && item.changedAt > at) return { answer, state: 'skipped' }
  return { answer, state: item.state }
}

const stateOf = ({ answer, approved }: PastAnswer, at: Millis): ItemState => {
  if (approved && approved.at <= at) return 'approved'
  return answer.type === 'Label' ? 'labeled' : 'skipped'
}

/**
 * What was known of the item at that moment, from what is known now: its present answer if it was given by then, else the
 * one that held then. Undefined: the item was not there yet.
 */
export const answerAsOf = (item: ItemDocument, at: Millis): AsOf | undefined => {
  if (item.importedAt > at) return undefined
  if (item.answer && item.answer.at <= at) return present(item, item.answer, at)
  const held = item.history.findLast((past) => past.answer.at <= at && at < past.endedAt)
  if (held) return { answer: held.answer, state: stateOf(held, at) }
  return {
    answer: undefined,
    state: !item.answer && item.state === 'needsReview' ? 'needsReview' : 'unlabeled',
  }
}

import type { UserId } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import type { ItemDocument, ItemState } from './item.ts'
import { nextState, targetOf } from './transitions.ts'

/** Takes the item out of the project; its decision and its former state stay. Undefined if it is removed. */
export const removeItem = (item: ItemDocument, by: UserId, at: Millis): ItemDocument | undefined => {
  const state = nextState(item.state, 'remove')
  if (!state) return undefined
  const { queue, ...rest } = item
  const removal = { by, at, from: item.state, ...(queue === undefined ? {} : { queue }) }
  return { ...rest, state, removal, changedAt: at }
}

/** The state to which a removed item returns. */
export const formerState = ({ removal }: Pick<ItemDocument, 'removal'>): ItemState =>
  removal?.from ?? 'skipped'

/** The inverse of `removeItem`, and of accepting a skip. Undefined if the item is not removed. */
export const restoreItem = (item: ItemDocument, at: Millis): ItemDocument | undefined => {
  if (targetOf(item.state, 'restore') === undefined) return undefined
  const { removal, skipAccepted: _accepted, queue: _queue, ...rest } = item
  const state = formerState(item)
  const isOpen = state === 'unlabeled' && !item.missing
  return { ...rest, state, ...(isOpen ? { queue: removal?.queue ?? item.rank } : {}), changedAt: at }
}

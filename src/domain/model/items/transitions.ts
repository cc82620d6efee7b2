import type { ItemState } from './item.ts'

/** The actions on an item. */
export type ItemAction = 'label' | 'skip' | 'reject' | 'approve' | 'acceptSkip' | 'relabel' | 'requeue'

/** The lifecycle of an item. An action that is not in the table is not allowed. */
const transitions: Readonly<Record<ItemState, Readonly<Partial<Record<ItemAction, ItemState>>>>> = {
  unlabeled: { label: 'labeled', skip: 'skipped', relabel: 'labeled' },
  labeled: { reject: 'unlabeled', approve: 'approved', relabel: 'labeled', requeue: 'unlabeled' },
  approved: { reject: 'unlabeled', relabel: 'labeled', requeue: 'unlabeled' },
  skipped: { reject: 'unlabeled', acceptSkip: 'removed', relabel: 'labeled', requeue: 'unlabeled' },
  needsReview: { reject: 'unlabeled', approve: 'approved', relabel: 'labeled', requeue: 'unlabeled' },
  removed: {},
}

/** The state after the action; undefined if the state does not allow it. */
export const nextState = (state: ItemState, action: ItemAction): ItemState | undefined =>
  transitions[state][action]

/** The states that allow an action, for error messages. */
export const statesAllowing = (action: ItemAction): readonly string[] =>
  Object.entries(transitions)
    .filter(([, actions]) => action in actions)
    .map(([state]) => state)

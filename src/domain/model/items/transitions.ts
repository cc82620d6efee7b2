import type { ItemState } from './item.ts'

/** The actions on an item. */
export type ItemAction =
  | 'label'
  | 'skip'
  | 'takeBack'
  | 'reject'
  | 'approve'
  | 'unapprove'
  | 'acceptSkip'
  | 'relabel'
  | 'requeue'
  | 'remove'
  | 'restore'

/** The state after an action. `former`: the state that the item had before it was removed. */
type Target = ItemState | 'former'

/** The lifecycle of an item. An action that is not in the table is not allowed. */
const transitions: Readonly<Record<ItemState, Readonly<Partial<Record<ItemAction, Target>>>>> = {
  unlabeled: { label: 'labeled', skip: 'skipped', relabel: 'labeled', remove: 'removed' },
  labeled: {
    takeBack: 'unlabeled',
    reject: 'unlabeled',
    approve: 'approved',
    relabel: 'labeled',
    requeue: 'unlabeled',
    remove: 'removed',
  },
  approved: {
    reject: 'unlabeled',
    unapprove: 'labeled',
    relabel: 'labeled',
    requeue: 'unlabeled',
    remove: 'removed',
  },
  skipped: {
    takeBack: 'unlabeled',
    reject: 'unlabeled',
    acceptSkip: 'removed',
    relabel: 'labeled',
    requeue: 'unlabeled',
    remove: 'removed',
  },
  needsReview: {
    reject: 'unlabeled',
    approve: 'approved',
    relabel: 'labeled',
    requeue: 'unlabeled',
    remove: 'removed',
  },
  removed: { restore: 'former' },
}

/** Where the action leads; undefined if the state does not allow it. */
export const targetOf = (state: ItemState, action: ItemAction): Target | undefined =>
  transitions[state][action]

/** The state after the action; undefined if the state does not allow it. */
export const nextState = (
  state: ItemState,
  action: Exclude<ItemAction, 'restore'>,
): ItemState | undefined => {
  const target = targetOf(state, action)
  return target === 'former' ? undefined : target
}

/** The states that allow an action, for error messages. */
export const statesAllowing = (action: ItemAction): readonly string[] =>
  Object.entries(transitions)
    .filter(([, actions]) => action in actions)
    .map(([state]) => state)

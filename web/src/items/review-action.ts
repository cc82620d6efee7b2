/** What a reviewer does to items as they are. */
export type ReviewAction = 'Approve' | 'Reject' | 'AcceptSkip' | 'Unapprove'
/** What a reviewer does to items, with a new label among it. */
export type ItemAction = ReviewAction | 'Relabel'

/** The states that allow an action, and the state after it. */
const rules: Readonly<Record<ItemAction, { readonly from: readonly string[]; readonly to: string }>> = {
  Approve: { from: ['labeled', 'needsReview'], to: 'approved' },
  Reject: { from: ['labeled', 'approved', 'skipped', 'needsReview'], to: 'unlabeled' },
  AcceptSkip: { from: ['skipped'], to: 'removed' },
  Unapprove: { from: ['approved'], to: 'labeled' },
  Relabel: { from: ['unlabeled', 'labeled', 'approved', 'skipped', 'needsReview'], to: 'labeled' },
}

export const allows = (action: ItemAction, state: string): boolean => rules[action].from.includes(state)
export const stateAfter = (action: ItemAction): string => rules[action].to
/** The state that most items have for which an action is meant. */
export const usualStateFor = (action: ReviewAction): string => rules[action].from[0] ?? ''

/** The states of items, in the order of their lives. */
export const itemStates = ['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed'] as const
export type ItemState = (typeof itemStates)[number]
export const isItemState = (text: unknown): text is ItemState => itemStates.some((state) => state === text)

/** Whether an item has a label, which may be that no class applies; a skip is none. */
export const hasLabel = ({ state, labels }: { readonly state: string; readonly labels: readonly string[] }) =>
  labels.length > 0 || state === 'labeled' || state === 'approved' || state === 'needsReview'

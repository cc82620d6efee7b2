/** The states of items, in the order of their lives. */
export const itemStates = ['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed'] as const
export type ItemState = (typeof itemStates)[number]
export const isItemState = (text: unknown): text is ItemState => itemStates.some((state) => state === text)

import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'

const titles: Readonly<Record<string, MessageDescriptor>> = {
  unlabeled: msg`Open`,
  labeled: msg`Labeled`,
  skipped: msg`Skipped`,
  needsReview: msg`Needs review`,
  approved: msg`Approved`,
  removed: msg`Removed`,
  // The states of a labeler's own answers begin with a capital letter.
  Labeled: msg`Labeled`,
  Skipped: msg`Skipped`,
  Approved: msg`Approved`,
  Rejected: msg`Rejected`,
  Removed: msg`Removed`,
}

export const itemStates = ['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed'] as const
export type ItemState = (typeof itemStates)[number]
export const isItemState = (text: unknown): text is ItemState => itemStates.some((state) => state === text)

/** The name of a state; that of a later service stays as it is. */
export const stateTitle = (t: (title: MessageDescriptor) => string, state: string): string => {
  const title = titles[state]
  return title ? t(title) : state
}

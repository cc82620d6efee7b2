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

/** The name of a state; that of a later service stays as it is. */
export const stateTitle = (t: (title: MessageDescriptor) => string, state: string): string => {
  const title = titles[state]
  return title ? t(title) : state
}

import type { Schemas } from '../api/client.ts'
import { stateAfter, type ItemAction } from './review-action.ts'

type Item = Schemas['Item']

/** The ETag of an item after a change of ours, until it is read again. */
export const unknownEtag = ''

/** An item as it is shown after a change that the service has accepted; its answer goes with a rejection. */
export const shownAfter = (item: Item, action: ItemAction, me: string): Item => {
  const { approvedBy: _by, approvedAt: _at, ...rest } = item
  const changed = { ...rest, etag: unknownEtag, state: stateAfter(action) }
  if (action === 'Approve') return { ...changed, approvedBy: me }
  if (action !== 'Reject') return changed
  const { labeledBy: _labeler, labeledAt: _time, skipReason: _reason, ...open } = changed
  return { ...open, labels: [] }
}

/**
 * Whether an item that was read again is what the person sees, so that its new ETag may stand for what they saw. A change
 * of theirs is shown before the item is read.
 */
export const isAsShown = (shown: Item, read: Item): boolean =>
  shown.state === read.state &&
  shown.labeledBy === read.labeledBy &&
  shown.labeledAt === read.labeledAt &&
  shown.skipReason === read.skipReason &&
  shown.approvedBy === read.approvedBy &&
  shown.labels.length === read.labels.length &&
  shown.labels.every((label, index) => label === read.labels[index])

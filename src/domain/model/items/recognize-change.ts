import type { UserId } from '../../core/ids.ts'
import type { RequestMark } from '../../core/request-seed.ts'
import type { ItemDocument } from './item.ts'

/** The request that a repetition looks for; undefined if the request has no identity. */
type Mark = RequestMark | undefined

/**
 * True if this request approved the item, whatever happened to the item later, or if the item is approved by the same user: a
 * second approval would change nothing. A changed file needs a new approval.
 */
export const isApprovedBy = (
  { state, approved, changed, history }: ItemDocument,
  by: UserId,
  mark: Mark,
): boolean =>
  (state === 'approved' && approved?.by === by && !changed) ||
  (mark !== undefined &&
    (approved?.request === mark || history.some((past) => past.approved?.request === mark)))

/** True if this user has accepted the skip. A removed item does not change any more. */
export const isSkipAcceptedBy = ({ skipAccepted }: ItemDocument, by: UserId, mark: Mark): boolean =>
  skipAccepted !== undefined &&
  (skipAccepted.by === by || (mark !== undefined && skipAccepted.request === mark))

/** True if this request rejected a decision of the item, whatever happened to the item later. */
export const isRejectedWith = ({ history }: ItemDocument, mark: Mark): boolean =>
  mark !== undefined && history.some(({ request }) => request === mark)

/** True if this request labeled the item, whatever happened to the item later. */
export const isLabeledWith = ({ decision, history }: ItemDocument, mark: Mark): boolean =>
  mark !== undefined &&
  ((decision !== undefined && decision.source !== 'Labeler' && decision.request === mark) ||
    history.some((past) => past.decision.request === mark))

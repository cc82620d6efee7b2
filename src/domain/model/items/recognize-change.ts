import type { UserId } from '../../core/ids.ts'
import type { RequestMark } from '../../core/request-seed.ts'
import type { Approval, ItemDocument } from './item.ts'

/** The request that a repetition looks for; undefined if the request has no identity. */
type Mark = RequestMark | undefined

const approvalsOf = (approved: Approval | undefined): readonly Approval[] =>
  approved ? [approved, ...(approved.earlier ?? [])] : []

/**
 * True if this request approved the item, whatever happened to the item later, or if the item is approved and the same user
 * has approved this decision: a second approval would change nothing. A changed file needs a new approval.
 */
export const isApprovedBy = (
  { state, approved, changed, history }: ItemDocument,
  by: UserId,
  mark: Mark,
): boolean =>
  (state === 'approved' && !changed && approvalsOf(approved).some((one) => one.by === by)) ||
  (mark !== undefined &&
    [approved, ...history.map((past) => past.approved)]
      .flatMap(approvalsOf)
      .some(({ request }) => request === mark))

/** True if this user has accepted the skip. A removed item does not change any more. */
export const isSkipAcceptedBy = ({ skipAccepted }: ItemDocument, by: UserId, mark: Mark): boolean =>
  skipAccepted !== undefined &&
  (skipAccepted.by === by || (mark !== undefined && skipAccepted.request === mark))

/**
 * True if this request rejected a decision of the item, whatever happened to the item later. A request without an identity did
 * so if a rejection by the same user with the same comment is the last that happened to the item.
 */
export const isRejectedBy = (
  { decision, history }: ItemDocument,
  by: UserId,
  comment: string | undefined,
  mark: Mark,
): boolean => {
  if (mark !== undefined) return history.some(({ request }) => request === mark)
  const last = decision ? undefined : history.at(-1)
  return last?.action === 'Rejected' && last.endedBy === by && last.comment === comment
}

/** True if this request labeled the item, whatever happened to the item later. */
export const isLabeledWith = ({ decision, history }: ItemDocument, mark: Mark): boolean =>
  mark !== undefined &&
  ((decision !== undefined && decision.source !== 'Labeler' && decision.request === mark) ||
    history.some((past) => past.decision.request === mark))

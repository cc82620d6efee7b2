import type { UserId } from '../../core/ids.ts'
import type { RequestMark } from '../../core/request-seed.ts'
import type { Approval, ItemDocument, Unapproval } from './item.ts'

/** The request that a repetition looks for; undefined if the request has no identity. */
type Mark = RequestMark | undefined

const approvalsOf = (approved: Approval | undefined): readonly Approval[] =>
  approved ? [approved, ...(approved.earlier ?? [])] : []

interface Reviewed {
  readonly approved?: Approval | undefined
  readonly unapproved?: readonly Unapproval[] | undefined
}

/** The approvals of a decision, also those that were taken back. */
const allApprovalsOf = ({ approved, unapproved = [] }: Reviewed): readonly Approval[] =>
  [approved, ...unapproved.map((one) => one.approved)].flatMap(approvalsOf)

/**
 * True if this request approved the item, whatever happened to the item later, or if the item is approved and the same user
 * has approved this decision: a second approval would change nothing. A changed file needs a new approval.
 */
export const isApprovedBy = (item: ItemDocument, by: UserId, mark: Mark): boolean =>
  (item.state === 'approved' && !item.changed && approvalsOf(item.approved).some((one) => one.by === by)) ||
  (mark !== undefined &&
    [item, ...item.history].flatMap(allApprovalsOf).some(({ request }) => request === mark))

/**
 * True if this request took back an approval of the item, whatever happened to the item later. A request without an identity
 * did so if that is the last that a reviewer did to the item, and the same user did it.
 */
export const isUnapprovedBy = (
  { state, unapproved = [], history }: ItemDocument,
  by: UserId,
  mark: Mark,
): boolean => {
  if (mark === undefined) return state !== 'approved' && state !== 'removed' && unapproved.at(-1)?.by === by
  const all = [...unapproved, ...history.flatMap((past) => past.unapproved ?? [])]
  return all.some(({ request }) => request === mark)
}

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

/** True if this request reviewed the item in any way, whatever happened to the item later. */
export const isReviewedWith = (item: ItemDocument, mark: RequestMark): boolean =>
  [
    item.skipAccepted,
    ...item.history,
    ...[item, ...item.history].flatMap((one) => [...allApprovalsOf(one), ...(one.unapproved ?? [])]),
  ].some((one) => one?.request === mark)

/** True if this request labeled the item, whatever happened to the item later. */
export const isLabeledWith = ({ decision, history }: ItemDocument, mark: Mark): boolean =>
  mark !== undefined &&
  ((decision !== undefined && decision.source !== 'Labeler' && decision.request === mark) ||
    history.some((past) => past.decision.request === mark))

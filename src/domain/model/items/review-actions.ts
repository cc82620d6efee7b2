import type { UserId } from '../../core/ids.ts'
import type { RequestMark } from '../../core/request-seed.ts'
import type { Millis } from '../../core/time.ts'
import type { AuditAction } from '../audit/audit.ts'
import { acceptSkipOfItem, approveItem, rejectItem, unapproveItem } from './change-item.ts'
import type { ItemDocument } from './item.ts'
import { isApprovedBy, isRejectedBy, isSkipAcceptedBy, isUnapprovedBy } from './recognize-change.ts'

/** One review of an item: by whom, with which comment, and the mark of the request. */
export interface Review {
  readonly by: UserId
  readonly comment?: string | undefined
  readonly mark?: RequestMark | undefined
}

interface Rule {
  /** The action in the audit. */
  readonly auditAction: AuditAction
  /** True if the item has the effect of this review already. */
  readonly isDone: (item: ItemDocument, review: Review) => boolean
  /** The item after the review; undefined if its state does not allow it. */
  readonly change: (item: ItemDocument, review: Review, at: Millis) => ItemDocument | undefined
}

export const reviewActions = ['approve', 'unapprove', 'reject', 'acceptSkip'] as const
export type ReviewAction = (typeof reviewActions)[number]

/** What reviewers do to items as they are. A reviewer's own label is `relabelItem`. */
export const reviewRules: Readonly<Record<ReviewAction, Rule>> = {
  approve: {
    auditAction: 'ApproveItems',
    isDone: (item, { by, mark }) => isApprovedBy(item, by, mark),
    change: (item, { by, mark }, at) => approveItem(item, by, at, mark),
  },
  unapprove: {
    auditAction: 'UnapproveItems',
    isDone: (item, { by, mark }) => isUnapprovedBy(item, by, mark),
    change: (item, { by, mark }, at) => unapproveItem(item, by, at, mark),
  },
  reject: {
    auditAction: 'RejectItems',
    isDone: (item, { by, comment, mark }) => isRejectedBy(item, by, comment, mark),
    change: (item, { by, comment, mark }, at) => rejectItem(item, by, at, comment, mark),
  },
  acceptSkip: {
    auditAction: 'AcceptSkips',
    isDone: (item, { by, mark }) => isSkipAcceptedBy(item, by, mark),
    change: (item, { by, mark }, at) => acceptSkipOfItem(item, by, at, mark),
  },
}

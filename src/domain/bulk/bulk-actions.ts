import { userId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import type { AuditAction } from '../model/audit/audit.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { removeItem, restoreItem } from '../model/items/remove-item.ts'
import { reviewRules, type ReviewAction } from '../model/items/review-actions.ts'
import { statesAllowing } from '../model/items/transitions.ts'
import type { BulkReviewAction, RemovalAction } from '../model/operations/operation.ts'
import type { BulkOperation } from './open-bulk.ts'

interface BulkAction {
  readonly auditAction: AuditAction
  /** The item after the action; undefined if its state does not allow it. */
  readonly change: (item: ItemDocument, operation: BulkOperation, at: Millis) => ItemDocument | undefined
  /** The items that the action changes, for messages. */
  readonly items: string
  /** How a list shows exactly these. */
  readonly criterion: string
}

const review = (action: ReviewAction, criterion: string): BulkAction => {
  const { auditAction, change } = reviewRules[action]
  return {
    auditAction,
    change: (item, { startedBy, comment }, at) => change(item, { by: userId.parse(startedBy), comment }, at),
    items: `items that are ${statesAllowing(action).join(' or ')}, and have not changed since the operation began`,
    criterion,
  }
}

export const bulkActions: Readonly<Record<RemovalAction | BulkReviewAction, BulkAction>> = {
  Remove: {
    auditAction: 'RemoveItems',
    change: (item, { startedBy }, at) => removeItem(item, userId.parse(startedBy), at),
    items: 'items that are not removed',
    criterion: 'removed=false',
  },
  Restore: {
    auditAction: 'RestoreItems',
    change: (item, _, at) => restoreItem(item, at),
    items: 'removed items',
    criterion: 'removed=true',
  },
  Approve: review('approve', 'state=labeled'),
  Unapprove: review('unapprove', 'state=approved'),
  Reject: review('reject', 'one of the states'),
  AcceptSkip: review('acceptSkip', 'state=skipped'),
}

import type { Caller } from '../../core/caller.ts'
import type { Millis } from '../../core/time.ts'
import { auditOperation } from '../audit/audit.ts'
import type { BatchOperation } from '../../ports/store.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { isLive, type LeaseDocument } from './lease.ts'

/**
 * The lease of a labeler that an administrator ends now; undefined if it has ended. Late answers of the labeler still count for
 * items that nobody else holds, as long as the labeler is a member.
 */
export const revokeLease = (page: LeaseDocument, at: Millis): LeaseDocument | undefined =>
  isLive(page, at) ? { ...page, leaseUntil: at } : undefined

/** The audit entry for the batch that ends a lease of another person. */
export const auditRevocation = (
  caller: Caller,
  project: ProjectDocument,
  moment: { readonly at: Millis; readonly unique: string },
  { page, labeler, items }: LeaseDocument,
): BatchOperation =>
  auditOperation(caller, project, moment, {
    action: 'ReleasePage',
    target: page,
    changes: [{ name: 'labeler', from: labeler }],
    items: items.map(({ id }) => id),
  })

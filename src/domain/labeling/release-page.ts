import { auditOperation } from '../model/audit/audit.ts'
import { tooBusy } from '../core/errors.ts'
import { includesRole, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { segmentPartition } from '../model/items/segment.ts'
import type { BatchOperation } from '../ports/store.ts'
import { openProject, type OpenedProject } from '../model/projects/project-access.ts'
import { openAnyLease, openLease } from '../model/leases/open-lease.ts'
import { pageAlreadySubmitted } from '../model/leases/page-errors.ts'
import { isLive, submittedLeaseRetention, type LeaseDocument } from '../model/leases/lease.ts'

const attempts = 20

type ReleaseDeps = Pick<Deps, 'store' | 'now' | 'newId'>

/**
 * The released lease of the caller's own page; undefined if it is released already.
 * @throws DomainError `PageAlreadySubmitted`
 */
const releaseOwn = (page: LeaseDocument): LeaseDocument | undefined => {
  if (page.status === 'Released') return undefined
  if (page.status === 'Submitted') throw pageAlreadySubmitted()
  const { leaseUntil: _, ...rest } = page
  return { ...rest, status: 'Released', ttl: submittedLeaseRetention }
}

/** Expires a lease of another labeler now. Late answers of that labeler still count for items that nobody else holds. */
const revoke = (page: LeaseDocument, at: Millis): LeaseDocument | undefined =>
  isLive(page, at) ? { ...page, leaseUntil: at } : undefined

const auditRelease = (
  { newId }: ReleaseDeps,
  caller: Caller,
  { document: project }: OpenedProject,
  { page, labeler, items }: LeaseDocument,
  at: Millis,
): BatchOperation =>
  auditOperation(
    caller,
    project,
    { at, unique: newId() },
    {
      action: 'ReleasePage',
      target: page,
      changes: [{ name: 'labeler', from: labeler }],
      items: items.map(({ id }) => id),
    },
  )

/**
 * Releases a page, which frees its items at once. Idempotent. An Admin may end the lease of any labeler.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PageNotFound`, `PageAlreadySubmitted`
 */
export const releasePage =
  (deps: ReleaseDeps) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId },
  ): Promise<LeaseDocument> => {
    const { store, now } = deps
    const opened = await openProject(store, caller, input.project, 'Labeler')
    const { document: project, role } = opened
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { lease, segment } = includesRole(role, 'Admin')
        ? await openAnyLease(store, project, input.page)
        : await openLease(store, caller, project, input.page)
      const own = lease.document.labeler === caller.user
      const at = now()
      const released = own ? releaseOwn(lease.document) : revoke(lease.document, at)
      if (!released) return lease.document
      const written = await store.batch('items', segmentPartition(project.uid, segment), [
        { type: 'replace', document: released, ifMatch: lease.etag },
        ...(own ? [] : [auditRelease(deps, caller, opened, lease.document, at)]),
      ])
      if (written.ok) return released
    }
    throw tooBusy()
  }

export type ReleasePage = ReturnType<typeof releasePage>

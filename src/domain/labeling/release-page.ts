import { auditOperation } from '../model/audit/audit.ts'
import { includesRole, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { segmentPartition } from '../model/items/segment.ts'
import type { BatchOperation } from '../ports/store.ts'
import { openProject, type OpenedProject } from '../model/projects/project-access.ts'
import { openAnyLease, openLease } from '../model/leases/open-lease.ts'
import { pageAlreadySubmitted } from '../model/leases/page-errors.ts'
import {
  isLive,
  leases,
  segmentOfPage,
  submittedLeaseRetention,
  type LeaseDocument,
} from '../model/leases/lease.ts'

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
    const partition = segmentPartition(project.uid, segmentOfPage(input.page, project.segments))
    return untilWritten(store, leases.container, partition, async (fresh) => {
      const { lease } = includesRole(role, 'Admin')
        ? await openAnyLease(store, project, input.page)
        : await openLease(store, caller, project, input.page)
      const own = lease.document.labeler === caller.user
      const at = now()
      const released = own ? releaseOwn(lease.document) : revoke(lease.document, at)
      // What is answered without a write must not rest on an old read.
      if (!released) return fresh ? { value: lease.document } : undefined
      const written = await store.batch(leases.container, partition, [
        { type: 'replace', document: released, ifMatch: lease.etag },
        ...(own ? [] : [auditRelease(deps, caller, opened, lease.document, at)]),
      ])
      return written.ok ? { value: released } : undefined
    })
  }

export type ReleasePage = ReturnType<typeof releasePage>

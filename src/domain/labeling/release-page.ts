import { includesRole, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { openProject } from '../model/projects/project-access.ts'
import { openAnyLease, openLease } from '../model/leases/open-lease.ts'
import { pageAlreadySubmitted } from '../model/leases/page-errors.ts'
import { leases, segmentOfPage, submittedLeaseRetention, type LeaseDocument } from '../model/leases/lease.ts'
import { auditRevocation, revokeLease } from '../model/leases/revoke-lease.ts'

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

/**
 * Releases a page, which frees its items at once. Idempotent. An Admin may end the lease of any labeler.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PageNotFound`, `PageAlreadySubmitted`
 */
export const releasePage =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId },
  ): Promise<LeaseDocument> => {
    const { store, now, newId } = deps
    const { document: project, role } = await openProject(store, caller, input.project, 'Labeler')
    const partition = segmentPartition(project.uid, segmentOfPage(input.page, project.segments))
    return untilWritten(store, leases.container, partition, async (fresh) => {
      const { lease } = includesRole(role, 'Admin')
        ? await openAnyLease(store, project, input.page)
        : await openLease(store, caller, project, input.page)
      const own = lease.document.labeler === caller.user
      const at = now()
      const released = own ? releaseOwn(lease.document) : revokeLease(lease.document, at)
      // What is answered without a write must not rest on an old read.
      if (!released) return fresh ? { value: lease.document } : undefined
      const written = await store.batch(leases.container, partition, [
        { type: 'replace', document: released, ifMatch: lease.etag },
        ...(own ? [] : [auditRevocation(caller, project, { at, unique: newId() }, lease.document)]),
      ])
      return written.ok ? { value: released } : undefined
    })
  }

export type ReleasePage = ReturnType<typeof releasePage>

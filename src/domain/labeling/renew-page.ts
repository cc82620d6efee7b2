import { tooBusy } from '../core/errors.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { DomainError } from '../core/errors.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { openProject } from '../model/projects/project-access.ts'
import { replaceDispatch, readDispatch } from '../model/leases/dispatch.ts'
import { heldByOtherPages, readLiveLeases } from '../model/leases/live-leases.ts'
import { openLease } from '../model/leases/open-lease.ts'
import { pageAlreadySubmitted, pageExpired, pageReleased } from '../model/leases/page-errors.ts'
import { heldItems } from '../model/leases/taken-answers.ts'
import { heldLeaseRetention, isLive, maxHold, type LeaseDocument } from '../model/leases/lease.ts'

const attempts = 20

const notHeldErrors: Readonly<Record<Exclude<LeaseDocument['status'], 'Held'>, () => DomainError>> = {
  Submitted: pageAlreadySubmitted,
  Released: pageReleased,
}

/**
 * Renews the lease of a live page from now, up to a day after it was granted.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PageNotFound`, `PageExpired`, `PageReleased`, `PageAlreadySubmitted`
 */
export const renewPage =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId },
  ): Promise<LeaseDocument> => {
    const { document: project } = await openProject(store, caller, input.project, 'Labeler')
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { segment } = await openLease(store, caller, project, input.page)
      const partition = segmentPartition(project.uid, segment)
      // As in `leasePages`: read the dispatch document first, then the leases.
      const dispatch = await readDispatch(store, partition)
      const { lease } = await openLease(store, caller, project, input.page)
      if (lease.document.status !== 'Held') throw notHeldErrors[lease.document.status]()
      const at = now()
      if (!isLive(lease.document, at)) throw pageExpired()
      const others = heldByOtherPages(
        (await readLiveLeases(store, partition, at)).map(({ document }) => document),
        lease.document,
      )
      if (heldItems(lease.document).some((id) => others.has(id))) throw pageExpired()
      const renewed: LeaseDocument = {
        ...lease.document,
        renewedAt: at,
        leaseUntil: Math.min(at + project.pageLease, lease.document.grantedAt + maxHold),
        ttl: Math.ceil(project.pageLease / 1000) + heldLeaseRetention,
      }
      const written = await store.batch('items', partition, [
        { type: 'replace', document: renewed, ifMatch: lease.etag },
        replaceDispatch(dispatch),
      ])
      if (written.ok) return renewed
    }
    throw tooBusy()
  }

export type RenewPage = ReturnType<typeof renewPage>

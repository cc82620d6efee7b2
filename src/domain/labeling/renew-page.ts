import { tooBusy } from '../core/errors.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { DomainError } from '../core/errors.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { openProject } from '../model/projects/project-access.ts'
import { nextTurn, readDispatch } from '../model/leases/dispatch.ts'
import { heldByOthers, readLiveLeases } from '../model/leases/live-leases.ts'
import { openLease } from '../model/leases/open-lease.ts'
import { pageAlreadySubmitted, pageExpired, pageReleased } from '../model/leases/page-errors.ts'
import { heldPageRetention, isLive, longestHold, type LeaseDocument } from '../model/leases/lease.ts'

const attempts = 20

const gone: Readonly<Record<Exclude<LeaseDocument['status'], 'Held'>, () => DomainError>> = {
  Submitted: pageAlreadySubmitted,
  Released: pageReleased,
}

/**
 * Holds a live page for another lease from now, but no longer than a day after it was granted.
 * @throws DomainError `PageNotFound`, `PageExpired`, `PageReleased`, `PageAlreadySubmitted`
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
      // As in leasing: first the dispatch document, then what the decision rests on.
      const dispatch = await readDispatch(store, partition)
      const { page } = await openLease(store, caller, project, input.page)
      if (page.document.status !== 'Held') throw gone[page.document.status]()
      const at = now()
      if (!isLive(page.document, at)) throw pageExpired()
      const others = heldByOthers(
        (await readLiveLeases(store, partition, at)).map(({ document }) => document),
        caller.user,
      )
      if (page.document.items.some(({ id }) => others.has(id))) throw pageExpired()
      const renewed: LeaseDocument = {
        ...page.document,
        leaseUntil: Math.min(at + project.pageLease, page.document.grantedAt + longestHold),
        ttl: Math.ceil(project.pageLease / 1000) + heldPageRetention,
      }
      const written = await store.batch('items', partition, [
        { type: 'replace', document: renewed, ifMatch: page.etag },
        nextTurn(dispatch),
      ])
      if (written.ok) return renewed
    }
    throw tooBusy()
  }

export type RenewPage = ReturnType<typeof renewPage>

import type { Caller } from '../core/caller.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { oldestFirst, pagesOf, readLiveLeases } from '../model/leases/live-leases.ts'
import { leases, segmentOfPage, type LeaseDocument } from '../model/leases/lease.ts'
import { revokeLease } from '../model/leases/revoke-lease.ts'
import { projectNotFound, roleInProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'

/** The live pages of a labeler in some segments, the oldest first. */
export const readHeldPages = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { user }: Caller,
  uid: string,
  segments: readonly number[],
): Promise<readonly LeaseDocument[]> => {
  const found: LeaseDocument[] = []
  for (const segment of segments) {
    const partition = segmentPartition(uid, segment)
    // An old read could show a page that is submitted.
    if (store.canLag) await store.fence(leases.container, partition)
    const at = now()
    found.push(...pagesOf(await readLiveLeases(store, partition, at), user, at))
  }
  return oldestFirst(found)
}

/** @throws DomainError `ProjectNotFound` to a caller who is no member any more */
export const requireMember = async (
  { store }: Pick<Deps, 'store'>,
  caller: Caller,
  project: ProjectDocument,
): Promise<void> => {
  if ((await roleInProject(store, caller, project)) === undefined) throw projectNotFound(project.id)
}

/**
 * Leaves a page to a caller who is a member still, or else ends it. The removal of a member ends the pages that it finds; the
 * page of a request that was admitted before can come later. One of the two finds the other.
 * @throws DomainError `ProjectNotFound` as to all who are no members
 */
export const keepForMember = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  caller: Caller,
  project: ProjectDocument,
  page: LeaseDocument,
): Promise<void> => {
  if ((await roleInProject(store, caller, project)) !== undefined) return
  const partition = segmentPartition(project.uid, segmentOfPage(page.page, project.segments))
  await untilWritten(store, leases.container, partition, async (fresh) => {
    const lease = await leases.read(store, partition, page.id)
    const revoked = lease && revokeLease(lease.document, now())
    if (!revoked) return fresh ? { value: undefined } : undefined
    const written = await store.batch(leases.container, partition, [
      { type: 'replace', document: revoked, ifMatch: lease.etag },
    ])
    return written.ok ? { value: undefined } : undefined
  })
  throw projectNotFound(project.id)
}

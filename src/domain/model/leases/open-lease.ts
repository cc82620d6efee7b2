import type { Caller } from '../../core/caller.ts'
import type { PageId } from '../../core/ids.ts'
import { segmentPartition } from '../items/segment.ts'
import type { Store, Stored } from '../../ports/store.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { pageNotFound } from './page-errors.ts'
import { leaseId, leases, segmentOfPage, type LeaseDocument } from './lease.ts'

interface OpenedLease {
  readonly lease: Stored<LeaseDocument>
  readonly segment: number
}

/** Reads the lease of a page of any labeler. @throws DomainError `PageNotFound` */
export const openAnyLease = async (
  store: Store,
  project: ProjectDocument,
  id: PageId,
): Promise<OpenedLease> => {
  const segment = segmentOfPage(id, project.segments)
  const lease = await leases.read(store, segmentPartition(project.uid, segment), leaseId(id))
  if (!lease) throw pageNotFound(id)
  return { lease, segment }
}

/** Reads the lease of the caller's own page. @throws DomainError `PageNotFound`, also for pages of other labelers */
export const openLease = async (
  store: Store,
  caller: Caller,
  project: ProjectDocument,
  id: PageId,
): Promise<OpenedLease> => {
  const opened = await openAnyLease(store, project, id)
  if (opened.lease.document.labeler !== caller.user) throw pageNotFound(id)
  return opened
}

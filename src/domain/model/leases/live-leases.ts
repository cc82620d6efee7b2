import { queryAll } from '../documents/query-documents.ts'
import type { ItemId, UserId } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import type { Query, Store, Stored } from '../../ports/store.ts'
import { isLive, leases, type LeaseDocument } from './lease.ts'
import { heldItems } from './taken-answers.ts'

const leasesPerRead = 200

/** All live leases of a segment: at most one for each active labeler. */
export const readLiveLeases = async (
  store: Store,
  partition: string,
  now: Millis,
): Promise<readonly Stored<LeaseDocument>[]> => {
  const found: Stored<LeaseDocument>[] = []
  const query: Query = {
    where: [
      { field: 'kind', op: 'eq', value: 'page' },
      { field: 'leaseUntil', op: 'gt', value: now },
    ],
    orderBy: 'leaseUntil',
    limit: leasesPerRead,
  }
  for await (const documents of queryAll(store, leases, partition, query))
    found.push(...documents.filter(({ document }) => isLive(document, now)))
  return found
}

/** The labeler's live lease at time `now`. */
export const leaseOf = (
  leases: readonly Stored<LeaseDocument>[],
  labeler: UserId,
  now: Millis,
): LeaseDocument | undefined =>
  leases.find(({ document }) => document.labeler === labeler && isLive(document, now))?.document

/** The items on live pages of other labelers. */
export const heldByOthers = (live: readonly LeaseDocument[], labeler: UserId): ReadonlySet<ItemId> =>
  new Set(live.filter((page) => page.labeler !== labeler).flatMap(heldItems))

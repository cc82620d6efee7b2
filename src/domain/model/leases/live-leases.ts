import { queryAll } from '../documents/query-documents.ts'
import type { ItemId, PageId, UserId } from '../../core/ids.ts'
import type { Millis } from '../../core/time.ts'
import type { Query, Store, Stored } from '../../ports/store.ts'
import { isLive, leases, type LeaseDocument } from './lease.ts'
import { heldItems } from './taken-answers.ts'

const leasesPerRead = 200

/** All live leases of a segment: at most two for each active labeler. */
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

const byGrant = (one: LeaseDocument, other: LeaseDocument): number =>
  one.grantedAt - other.grantedAt || (one.page < other.page ? -1 : 1)

/** Pages of one labeler, the oldest first. */
export const oldestFirst = (pages: readonly LeaseDocument[]): readonly LeaseDocument[] =>
  pages.toSorted(byGrant)

/** The labeler's live pages at time `now`, the oldest first. */
export const pagesOf = (
  leases: readonly Stored<LeaseDocument>[],
  labeler: UserId,
  now: Millis,
): readonly LeaseDocument[] =>
  oldestFirst(
    leases.flatMap(({ document }) => (document.labeler === labeler && isLive(document, now) ? document : [])),
  )

/** The first of a labeler's pages that is not the one beside which another page is wanted. */
export const pageBeside = (
  pages: readonly LeaseDocument[],
  after: PageId | undefined,
): LeaseDocument | undefined => pages.find(({ page }) => page !== after)

const heldOn = (pages: readonly LeaseDocument[]): ReadonlySet<ItemId> => new Set(pages.flatMap(heldItems))

/** The items on live pages of other labelers. */
export const heldByOthers = (live: readonly LeaseDocument[], labeler: UserId): ReadonlySet<ItemId> =>
  heldOn(live.filter((page) => page.labeler !== labeler))

/** The items on other live pages than this one, also on those of its labeler. */
export const heldByOtherPages = (
  live: readonly LeaseDocument[],
  { page }: LeaseDocument,
): ReadonlySet<ItemId> => heldOn(live.filter((other) => other.page !== page))

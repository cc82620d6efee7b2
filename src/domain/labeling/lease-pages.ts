import { tooBusy } from '../core/errors.ts'
import type { Deps } from '../ports/deps.ts'
import type { ItemId, PageId, UserId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { mayHaveReturned } from '../model/items/known-counters.ts'
import { segmentPartition, type SegmentKey } from '../model/items/segment.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { Stored } from '../ports/store.ts'
import { choosePage, pageItemOf } from './choose-page.ts'
import { closeFormer } from '../model/leases/close-former.ts'
import { readCurrentSegments } from '../model/leases/current-segment.ts'
import { replaceDispatch, readDispatch } from '../model/leases/dispatch.ts'
import { chooseStart, findOpenItems } from './find-open-items.ts'
import type { ItemMemory } from './item-memory.ts'
import type { LeaseEnds } from './lease-ends.ts'
import { oldestFirst, pagesOf, readLiveLeases } from '../model/leases/live-leases.ts'
import { heldLeaseRetention, isLive, leaseId, pageIdIn, type LeaseDocument } from '../model/leases/lease.ts'

export interface LeaseRequest {
  readonly labeler: UserId
  /** The requested number of items; the page may have fewer. */
  readonly size: number
  /** The duration of the lease, in milliseconds. */
  readonly lease: Millis
  /** The page beside which another one is wanted. */
  readonly after?: PageId | undefined
  /** True in a project of several segments: only in the labeler's current segment a page is granted. */
  readonly severalSegments: boolean
}

/**
 * A page, which can be in a former segment of the labeler. Undefined if the segment has no items for the labeler now; `Elsewhere`
 * if it has, and another segment is the labeler's current one.
 */
export type LeaseResult = LeaseDocument | 'Elsewhere' | undefined

const attempts = 20
/** The longest lag of a replica that is expected, in milliseconds. */
const maxLag = 10_000

const newPage = (
  segment: number,
  unique: string,
  { labeler, lease }: LeaseRequest,
  {
    chosen,
    start,
    now,
  }: { readonly chosen: readonly Stored<ItemDocument>[]; readonly start: number; readonly now: Millis },
): LeaseDocument => {
  const page = pageIdIn(segment, unique)
  return {
    id: leaseId(page),
    kind: 'page',
    page,
    labeler,
    status: 'Held',
    items: chosen.map(({ document }) => pageItemOf(document)),
    start,
    grantedAt: now,
    leaseUntil: now + lease,
    ttl: Math.ceil(lease / 1000) + heldLeaseRetention,
  }
}

/** The oldest of the pages that is not the one beside which another page is wanted. */
export const pageBeside = (
  pages: readonly LeaseDocument[],
  after: PageId | undefined,
): LeaseDocument | undefined => pages.find(({ page }) => page !== after)

/**
 * Leases pages of one segment to several labelers in one batch. A labeler gets a page that they hold again, unless it is the one
 * in `after`; so nobody has a third. The batch fails after a concurrent grant; then the pages are chosen again. A page that exists
 * and a request without items are read again behind a fence: no etag guards them.
 * @throws DomainError `ServiceUnavailable` after too many concurrent grants
 */
export const leasePages =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'> & { readonly memory: ItemMemory; readonly ends: LeaseEnds }) =>
  async (
    { uid, segment }: SegmentKey,
    requests: readonly LeaseRequest[],
  ): Promise<readonly LeaseResult[]> => {
    const { store, now, newId, memory, ends } = deps
    const partition = segmentPartition(uid, segment)
    const guarded = requests.flatMap(({ labeler, severalSegments }) => (severalSegments ? labeler : []))
    let fenced = !store.canLag
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      // Read the dispatch document first: everything read afterwards is at least as new as its etag.
      const dispatch = await readDispatch(store, partition)
      const at = now()
      const [live, current] = await Promise.all([
        // A lease that has just expired may be submitted already, and an old read would show its items as open.
        readLiveLeases(store, partition, fenced ? at : at - maxLag),
        readCurrentSegments(store, uid, guarded),
      ])
      const held = new Set<ItemId>(live.flatMap(({ document }) => document.items.map(({ id }) => id)))
      const atWork = live.flatMap(({ document }) => (isLive(document, at) ? document.labeler : []))
      const starts = live.flatMap(({ document }) => document.start ?? [])
      ends.note(
        partition,
        live.map(({ document }) => document),
        at,
      )
      const given: LeaseDocument[] = []
      const granted: Stored<ItemDocument>[] = []
      const leases: LeaseResult[] = []
      let unguarded = false
      let moved = false
      for (const request of requests) {
        const { labeler, size, after } = request
        const own = [
          ...pagesOf(live, labeler, at),
          ...oldestFirst(given.filter((page) => page.labeler === labeler)),
        ]
        const present = pageBeside(own, after)
        if (present) {
          unguarded = true
          leases.push(present)
          continue
        }
        const unique = newId()
        const start = chooseStart(unique, starts)
        const open = findOpenItems(store, partition, start, {
          labeler,
          atWork: new Set([...atWork, ...given.map((page) => page.labeler)]),
          held,
          size,
          returnedFirst: await mayHaveReturned(store, partition, at),
        })
        const chosen = await choosePage(open, held, size)
        if (chosen.length === 0) {
          unguarded = true
          leases.push(undefined)
          continue
        }
        if (request.severalSegments) {
          const place = current.get(labeler)
          if (place?.document.segment !== segment) {
            leases.push('Elsewhere')
            continue
          }
          const former = place.document.former ? await closeFormer(deps, uid, labeler, place) : []
          if (!former) {
            moved = true
            break
          }
          const there = pageBeside(oldestFirst(former), after)
          if (there) {
            leases.push(there)
            continue
          }
        }
        const page = newPage(segment, unique, request, { chosen, start, now: at })
        given.push(page)
        starts.push(start)
        for (const { document } of chosen) held.add(document.id)
        granted.push(...chosen)
        leases.push(page)
      }
      if (moved) continue
      if (unguarded && !fenced) {
        await store.fence('items', partition)
        fenced = true
        continue
      }
      if (given.length === 0) return leases
      const result = await store.batch('items', partition, [
        ...given.map((document) => ({ type: 'create' as const, document })),
        replaceDispatch(dispatch),
      ])
      if (!result.ok) continue
      memory.keep(partition, granted)
      return leases
    }
    throw tooBusy()
  }

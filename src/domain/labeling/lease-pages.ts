import { tooBusy } from '../core/errors.ts'
import type { Deps } from '../ports/deps.ts'
import type { ItemId, UserId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { mayHaveReturned } from '../model/items/known-counters.ts'
import { segmentPartition, type SegmentKey } from '../model/items/segment.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { Stored } from '../ports/store.ts'
import { choosePage, pageItemOf } from './choose-page.ts'
import { replaceDispatch, readDispatch } from '../model/leases/dispatch.ts'
import { chooseStart, findOpenItems } from './find-open-items.ts'
import type { ItemMemory } from './item-memory.ts'
import type { LeaseEnds } from './lease-ends.ts'
import { leaseOf, readLiveLeases } from '../model/leases/live-leases.ts'
import { heldItems } from '../model/leases/taken-answers.ts'
import { heldLeaseRetention, isLive, leaseId, pageIdIn, type LeaseDocument } from '../model/leases/lease.ts'

export interface LeaseRequest {
  readonly labeler: UserId
  /** The requested number of items; the page may have fewer. */
  readonly size: number
  /** The duration of the lease, in milliseconds. */
  readonly lease: Millis
}

/** Undefined if the segment has no items for the labeler now. */
export type LeaseResult = LeaseDocument | undefined

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

/**
 * Leases pages of one segment to several labelers in one batch. A labeler with a live page gets that page again.
 * The batch fails after a concurrent grant; then the pages are chosen again. A page that exists and a request without items
 * are read again behind a fence: no etag guards them.
 * @throws DomainError `ServiceUnavailable` after too many concurrent grants
 */
export const leasePages =
  ({
    store,
    now,
    newId,
    memory,
    ends,
  }: Pick<Deps, 'store' | 'now' | 'newId'> & { readonly memory: ItemMemory; readonly ends: LeaseEnds }) =>
  async (
    { uid, segment }: SegmentKey,
    requests: readonly LeaseRequest[],
  ): Promise<readonly LeaseResult[]> => {
    const partition = segmentPartition(uid, segment)
    let fenced = !store.canLag
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      // Read the dispatch document first: everything read afterwards is at least as new as its etag.
      const dispatch = await readDispatch(store, partition)
      const at = now()
      // A lease that has just expired may be submitted already, and an old read would show its items as open.
      const live = await readLiveLeases(store, partition, fenced ? at : at - maxLag)
      const held = new Set<ItemId>(live.flatMap(({ document }) => heldItems(document)))
      const atWork = live.flatMap(({ document }) => (isLive(document, at) ? document.labeler : []))
      const starts = live.flatMap(({ document }) => document.start ?? [])
      ends.note(
        partition,
        live.map(({ document }) => document),
        at,
      )
      const given = new Map<UserId, LeaseDocument>()
      const granted: Stored<ItemDocument>[] = []
      const leases: LeaseResult[] = []
      let unguarded = false
      for (const request of requests) {
        const present = leaseOf(live, request.labeler, at) ?? given.get(request.labeler)
        if (present) {
          unguarded = true
          leases.push(present)
          continue
        }
        const unique = newId()
        const start = chooseStart(unique, starts)
        const open = findOpenItems(store, partition, start, {
          labeler: request.labeler,
          atWork: new Set([...atWork, ...given.keys()]),
          held,
          size: request.size,
          returnedFirst: await mayHaveReturned(store, partition, at),
        })
        const chosen = await choosePage(open, held, request.size)
        const page =
          chosen.length > 0 ? newPage(segment, unique, request, { chosen, start, now: at }) : undefined
        if (page) given.set(request.labeler, page)
        else unguarded = true
        starts.push(start)
        for (const { document } of chosen) held.add(document.id)
        granted.push(...chosen)
        leases.push(page)
      }
      if (unguarded && !fenced) {
        await store.fence('items', partition)
        fenced = true
        continue
      }
      if (given.size === 0) return leases
      const result = await store.batch('items', partition, [
        ...[...given.values()].map((document) => ({ type: 'create' as const, document })),
        replaceDispatch(dispatch),
      ])
      if (!result.ok) continue
      memory.keep(partition, granted)
      return leases
    }
    throw tooBusy()
  }

import type { ItemId, PageId, UserId } from '../core/ids.ts'
import type { Millis } from '../core/time.ts'
import { mayHaveReturned } from '../model/items/known-counters.ts'
import { segmentPartition, type SegmentKey } from '../model/items/segment.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { closeFormer } from '../model/leases/close-former.ts'
import type { CurrentSegment } from '../model/leases/current-segment.ts'
import { heldLeaseRetention, isLive, leaseId, pageIdIn, type LeaseDocument } from '../model/leases/lease.ts'
import { pageBeside, pagesOf } from '../model/leases/live-leases.ts'
import { heldItems } from '../model/leases/taken-answers.ts'
import type { Deps } from '../ports/deps.ts'
import type { Stored } from '../ports/store.ts'
import { choosePage, pageItemOf } from './choose-page.ts'
import { chooseStart, findOpenItems } from './find-open-items.ts'

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

/** What was read of a segment after its dispatch document. */
export interface SegmentView {
  readonly at: Millis
  /** The leases that are live, or, if the view may be old, have just expired. */
  readonly live: readonly Stored<LeaseDocument>[]
  /** The current segments of labelers, in a project of several segments. */
  readonly current: ReadonlyMap<UserId, Stored<CurrentSegment>>
}

export interface LeaseDecision {
  readonly leases: readonly LeaseResult[]
  /** The pages to create. */
  readonly pages: readonly LeaseDocument[]
  /** Their items. */
  readonly items: readonly Stored<ItemDocument>[]
  /** True if a result is a page that exists, or none: no etag guards these. */
  readonly unguarded: boolean
}

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
 * Decides one request after the other: each sees the pages of those before. Undefined if a concurrent request has moved a labeler.
 */
export const decideLeases = async (
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  { uid, segment }: SegmentKey,
  requests: readonly LeaseRequest[],
  { at, live, current }: SegmentView,
): Promise<LeaseDecision | undefined> => {
  const { store, newId } = deps
  const partition = segmentPartition(uid, segment)
  const held = new Set<ItemId>(live.flatMap(({ document }) => heldItems(document)))
  const atWork = live.flatMap(({ document }) => (isLive(document, at) ? document.labeler : []))
  const starts = live.flatMap(({ document }) => document.start ?? [])
  const pages: LeaseDocument[] = []
  const items: Stored<ItemDocument>[] = []
  const leases: LeaseResult[] = []
  let unguarded = false
  for (const request of requests) {
    const { labeler, size, after } = request
    const own = [...pagesOf(live, labeler, at), ...pages.filter((page) => page.labeler === labeler)]
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
      atWork: new Set([...atWork, ...pages.map((page) => page.labeler)]),
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
    const elsewhere = await lookElsewhere(deps, { uid, segment }, request, current.get(labeler))
    if (!elsewhere) return undefined
    if (elsewhere.result) {
      leases.push(elsewhere.result)
      continue
    }
    const page = newPage(segment, unique, request, { chosen, start, now: at })
    pages.push(page)
    items.push(...chosen)
    leases.push(page)
    starts.push(start)
    for (const { document } of chosen) held.add(document.id)
  }
  return { leases, pages, items, unguarded }
}

/** The result for a labeler who may have no page granted here. Undefined if a concurrent request has moved them. */
const lookElsewhere = async (
  deps: Pick<Deps, 'store' | 'now'>,
  { uid, segment }: SegmentKey,
  { labeler, after, severalSegments }: LeaseRequest,
  current: Stored<CurrentSegment> | undefined,
): Promise<{ readonly result?: LeaseResult } | undefined> => {
  if (!severalSegments) return {}
  if (current?.document.segment !== segment) return { result: 'Elsewhere' }
  const former = await closeFormer(deps, uid, labeler, current)
  return former && { result: pageBeside(former, after) }
}

import { tooBusy } from '../core/errors.ts'
import type { Deps } from '../ports/deps.ts'
import { segmentPartition, type SegmentKey } from '../model/items/segment.ts'
import { readCurrentSegments } from '../model/leases/current-segment.ts'
import { replaceDispatch, readDispatch } from '../model/leases/dispatch.ts'
import { readLiveLeases } from '../model/leases/live-leases.ts'
import { decideLeases, type LeaseRequest, type LeaseResult } from './decide-leases.ts'
import type { ItemMemory } from './item-memory.ts'
import type { LeaseEnds } from './lease-ends.ts'

const attempts = 20
/** The longest lag of a replica that is expected, in milliseconds. */
const maxLag = 10_000

/**
 * Leases pages of one segment to several labelers in one batch. A labeler gets a page that they hold again, unless it is the one
 * in `after`; so nobody has a third. The batch fails after a concurrent grant; then the pages are chosen again. A page that exists
 * and a request without items are read again behind a fence: no etag guards them.
 * @throws DomainError `ServiceUnavailable` after too many concurrent grants
 */
export const leasePages =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'> & { readonly memory: ItemMemory; readonly ends: LeaseEnds }) =>
  async (key: SegmentKey, requests: readonly LeaseRequest[]): Promise<readonly LeaseResult[]> => {
    const { store, now, memory, ends } = deps
    const partition = segmentPartition(key.uid, key.segment)
    const guarded = requests.flatMap(({ labeler, severalSegments }) => (severalSegments ? labeler : []))
    let fenced = !store.canLag
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      // Read the dispatch document first: everything read afterwards is at least as new as its etag.
      const dispatch = await readDispatch(store, partition)
      const at = now()
      const [live, current] = await Promise.all([
        // A lease that has just expired may be submitted already, and an old read would show its items as open.
        readLiveLeases(store, partition, fenced ? at : at - maxLag),
        readCurrentSegments(store, key.uid, guarded),
      ])
      ends.note(
        partition,
        live.map(({ document }) => document),
        at,
      )
      const decision = await decideLeases(deps, key, requests, { at, live, current })
      if (!decision) continue
      if (decision.unguarded && !fenced) {
        await store.fence('items', partition)
        fenced = true
        continue
      }
      if (decision.pages.length === 0) return decision.leases
      const result = await store.batch('items', partition, [
        ...decision.pages.map((document) => ({ type: 'create' as const, document })),
        replaceDispatch(dispatch),
      ])
      if (!result.ok) continue
      memory.keep(partition, decision.items)
      return decision.leases
    }
    throw tooBusy()
  }

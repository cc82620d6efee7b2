import { tooBusy } from '../core/errors.ts'
import type { Caller } from '../core/caller.ts'
import type { SegmentKey } from '../model/items/segment.ts'
import { changeCurrentSegment, readCurrentSegments, segmentsOf } from '../model/leases/current-segment.ts'
import type { LeaseDocument } from '../model/leases/lease.ts'
import type { Deps } from '../ports/deps.ts'
import { readHeldPages } from './held-page.ts'
import type { LeaseRequest, LeaseResult } from './decide-leases.ts'
import { pageBeside } from '../model/leases/live-leases.ts'

/** Leases a page of a segment. */
export type LeasePage = (segment: SegmentKey, request: LeaseRequest) => Promise<LeaseResult>

const rounds = 20

/**
 * Looks for a page of the caller segment by segment; each segment is tried once. Before a page is granted in another segment than
 * the current one, that one becomes the current one, unless the caller holds a page by then.
 */
export const createPageSearch = (
  deps: Pick<Deps, 'store' | 'now'> & { readonly lease: LeasePage },
  caller: Caller,
  uid: string,
  request: LeaseRequest,
): ((segments: readonly number[]) => Promise<LeaseDocument | undefined>) => {
  const { store, lease } = deps
  const { user } = caller
  const tried = new Set<number>()

  const lookIn = async (segments: readonly number[]): Promise<LeaseDocument | undefined> => {
    for (const segment of segments) {
      if (tried.has(segment)) continue
      tried.add(segment)
      const page = await leaseIn(segment)
      if (page) return page
    }
    return undefined
  }

  const leaseIn = async (segment: number): Promise<LeaseDocument | undefined> => {
    for (let round = 0; round < rounds; round += 1) {
      const found = await lease({ uid, segment }, request)
      if (found !== 'Elsewhere') return found
      const current = (await readCurrentSegments(store, uid, [user])).get(user)
      const known = current ? segmentsOf(current.document) : []
      // Another request of the caller may have moved them: its segment comes first, so that two requests do not compete.
      const page =
        pageBeside(await readHeldPages(deps, caller, uid, known), request.after) ??
        (await lookIn(known.slice(0, 1)))
      if (page) return page
      if (known[0] !== segment) await changeCurrentSegment(store, uid, user, current, segment)
    }
    throw tooBusy()
  }

  return lookIn
}

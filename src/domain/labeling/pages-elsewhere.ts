import type { UserId } from '../core/ids.ts'
import type { SegmentKey } from '../model/items/segment.ts'
import { closeFormer } from '../model/leases/close-former.ts'
import { changeCurrentSegment, readCurrentSegments } from '../model/leases/current-segment.ts'
import type { LeaseDocument } from '../model/leases/lease.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Makes a segment of a project with several segments the labeler's current one, as a grant does, and returns the labeler's live pages
 * in the segments before. Undefined if the labeler was moved: read the segment again.
 */
export const pagesElsewhere = async (
  deps: Pick<Deps, 'store' | 'now'>,
  labeler: UserId,
  { uid, segment }: SegmentKey,
): Promise<readonly LeaseDocument[] | undefined> => {
  const current = (await readCurrentSegments(deps.store, uid, [labeler])).get(labeler)
  if (current?.document.segment === segment) return closeFormer(deps, uid, labeler, current)
  await changeCurrentSegment(deps.store, uid, labeler, current, segment)
  return undefined
}

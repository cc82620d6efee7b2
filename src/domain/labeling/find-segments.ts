import type { Caller } from '../core/caller.ts'
import { readCurrentSegment, readCurrentSegments, segmentsOf } from '../model/leases/current-segment.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'

/**
 * The segments in which the caller can have a page, the current one first.
 * @param options.fenced True if an old read would give a false answer
 */
export const findSegments = async (
  store: Store,
  { user }: Caller,
  { uid, segments }: ProjectDocument,
  { fenced = false }: { readonly fenced?: boolean } = {},
): Promise<readonly number[]> => {
  if (segments === 1) return [0]
  const current = fenced
    ? (await readCurrentSegments(store, uid, [user])).get(user)
    : await readCurrentSegment(store, uid, user)
  return current ? segmentsOf(current.document) : []
}

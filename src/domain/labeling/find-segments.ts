import type { Caller } from '../core/caller.ts'
import { readCurrentSegment, readCurrentSegments, segmentsOf } from '../model/leases/current-segment.ts'
import { knownSegments } from '../model/leases/known-segments.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'

/**
 * The segments in which the caller can have a page, the current one first.
 * @param options.fenced True if an answer rests on them; else they are a hint, and may be those that this process remembers
 */
export const findSegments = async (
  store: Store,
  { user }: Caller,
  { uid, segments }: ProjectDocument,
  { fenced = false }: { readonly fenced?: boolean } = {},
): Promise<readonly number[]> => {
  if (segments === 1) return [0]
  const known = fenced ? undefined : knownSegments(store, uid, user)
  if (known) return known
  const current = fenced
    ? (await readCurrentSegments(store, uid, [user])).get(user)
    : await readCurrentSegment(store, uid, user)
  return current ? segmentsOf(current.document) : []
}

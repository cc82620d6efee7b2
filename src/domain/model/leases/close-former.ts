import type { UserId } from '../../core/ids.ts'
import type { Deps } from '../../ports/deps.ts'
import type { Stored } from '../../ports/store.ts'
import { segmentPartition } from '../items/segment.ts'
import { keepFormer, type CurrentSegment } from './current-segment.ts'
import { passTurn } from './dispatch.ts'
import type { LeaseDocument } from './lease.ts'
import { oldestFirst, pagesOf, readLiveLeases } from './live-leases.ts'

/**
 * The labeler's live pages, the oldest first, in the segments before the current one, to which no page is added any more: a grant there that read the
 * former segment as the current one fails, because the dispatch document is another one now. Undefined if a concurrent request
 * has moved the labeler.
 */
export const closeFormer = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  uid: string,
  labeler: UserId,
  current: Stored<CurrentSegment>,
): Promise<readonly LeaseDocument[] | undefined> => {
  const { former = [] } = current.document
  const pages: LeaseDocument[] = []
  const left: number[] = []
  for (const segment of former) {
    const partition = segmentPartition(uid, segment)
    await passTurn(store, partition)
    const at = now()
    const own = pagesOf(await readLiveLeases(store, partition, at), labeler, at)
    pages.push(...own)
    if (own.length > 0) left.push(segment)
  }
  if (left.length < former.length && !(await keepFormer(store, uid, current, left))) return undefined
  return oldestFirst(pages)
}

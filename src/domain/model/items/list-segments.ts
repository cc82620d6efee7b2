import { z } from 'zod'
import { invalidContinuation } from '../../core/errors.ts'
import type { Millis } from '../../core/time.ts'
import type { ListPage } from '../documents/list-page.ts'
import type { Segmented } from './read-counters.ts'
import { segmentPartition } from './segment.ts'

/** The most segments that one list page reads; then it ends, possibly short, with a continuation. */
const segmentsPerListPage = 16

const place = z.strictObject({
  segment: z.number().int().min(0),
  within: z.string().optional(),
  /** The time of the first list page. */
  at: z.number(),
})
type Place = z.output<typeof place>

const parsePlace = (continuation: string | undefined, at: Millis): Place => {
  if (continuation === undefined) return { segment: 0, at }
  try {
    return place.parse(JSON.parse(Buffer.from(continuation, 'base64url').toString()))
  } catch (cause) {
    throw invalidContinuation(cause)
  }
}

const nextPlace = (
  { segment, at }: Place,
  within: string | undefined,
  segments: number,
): Place | undefined => {
  if (within !== undefined) return { segment, within, at }
  return segment + 1 < segments ? { segment: segment + 1, at } : undefined
}

export interface SegmentQuery {
  readonly partition: string
  readonly limit: number
  readonly continuation: string | undefined
  /** The time of the first list page; the same for all list pages of the list. */
  readonly at: Millis
}

/**
 * One list page over all segments of a project, segment by segment, with one continuation.
 * @throws DomainError `InvalidContinuation`
 */
export const listSegments = async <T>(
  project: Segmented,
  input: { readonly pageSize: number; readonly continuation?: string | undefined; readonly now: Millis },
  read: (query: SegmentQuery) => Promise<ListPage<T>>,
): Promise<ListPage<T>> => {
  const found: T[] = []
  let next: Place | undefined = parsePlace(input.continuation, input.now)
  for (let looked = 0; next && looked < segmentsPerListPage && found.length < input.pageSize; looked += 1) {
    const { documents, continuation }: ListPage<T> = await read({
      partition: segmentPartition(project.uid, next.segment),
      limit: input.pageSize - found.length,
      continuation: next.within,
      at: next.at,
    })
    found.push(...documents)
    next = nextPlace(next, continuation, project.segments)
  }
  return {
    documents: found,
    ...(next ? { continuation: Buffer.from(JSON.stringify(next)).toString('base64url') } : {}),
  }
}

import { z } from 'zod'
import type { UserId } from '../../core/ids.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { defineDocument } from '../documents/define-document.ts'
import { projectScope } from '../projects/project.ts'
import { noteSegments } from './known-segments.ts'

const currentSegmentDocument = z.object({
  id: z.string(),
  kind: z.literal('position'),
  segment: z.number(),
  /** The segments before, where the labeler may still hold a page. */
  former: z.array(z.number()).optional(),
})

/**
 * The segment in which a labeler of a project with several segments gets pages. It is written before the first grant there, so a
 * labeler gets pages in one segment at a time, whose dispatch document counts them. Written only when it changes.
 */
export type CurrentSegment = z.output<typeof currentSegmentDocument>
export const currentSegments = defineDocument({
  scope: 'Project',
  kind: 'position',
  schema: currentSegmentDocument,
  id: '`position:<user>`',
  about: 'the segment in which the labeler gets pages, and those before with a live page of theirs',
})
const currentSegmentId = (labeler: UserId): string => `position:${labeler}`

/** The segments in which the labeler can have a live page. */
export const segmentsOf = ({ segment, former = [] }: CurrentSegment): readonly number[] => [
  segment,
  ...former,
]

export const readCurrentSegment = async (
  store: Store,
  uid: string,
  labeler: UserId,
): Promise<Stored<CurrentSegment> | undefined> => {
  const found = await currentSegments.read(store, projectScope(uid), currentSegmentId(labeler))
  if (found) noteSegments(store, uid, labeler, segmentsOf(found.document))
  return found
}

/** The present segments of some labelers, read behind a fence; a labeler without one is missing. */
export const readCurrentSegments = async (
  store: Store,
  uid: string,
  labelers: readonly UserId[],
): Promise<ReadonlyMap<UserId, Stored<CurrentSegment>>> => {
  const scope = projectScope(uid)
  if (labelers.length > 0 && store.canLag) await store.fence(currentSegments.container, scope)
  const byId = new Map(labelers.map((labeler) => [currentSegmentId(labeler), labeler] as const))
  const stored = byId.size === 0 ? [] : await currentSegments.readMany(store, scope, [...byId.keys()])
  const found = new Map<UserId, Stored<CurrentSegment>>()
  for (const one of stored) {
    const labeler = byId.get(one.document.id)
    if (labeler === undefined) continue
    found.set(labeler, one)
    noteSegments(store, uid, labeler, segmentsOf(one.document))
  }
  return found
}

const write = async (
  store: Store,
  uid: string,
  from: Stored<CurrentSegment> | undefined,
  document: CurrentSegment,
): Promise<boolean> => {
  const written = await store.batch(currentSegments.container, projectScope(uid), [
    from ? { type: 'replace', document, ifMatch: from.etag } : { type: 'create', document },
  ])
  return written.ok
}

const documentOf = (id: string, segment: number, former: readonly number[]): CurrentSegment => ({
  id,
  kind: 'position',
  segment,
  ...(former.length === 0 ? {} : { former: [...former] }),
})

/** Moves a labeler to another segment. False if a concurrent request of the labeler has moved them. */
export const changeCurrentSegment = (
  store: Store,
  uid: string,
  labeler: UserId,
  from: Stored<CurrentSegment> | undefined,
  segment: number,
): Promise<boolean> => {
  const former = from ? segmentsOf(from.document).filter((one) => one !== segment) : []
  return write(store, uid, from, documentOf(currentSegmentId(labeler), segment, former))
}

/** Keeps only these of the former segments. False if a concurrent request of the labeler has moved them. */
export const keepFormer = (
  store: Store,
  uid: string,
  from: Stored<CurrentSegment>,
  former: readonly number[],
): Promise<boolean> => write(store, uid, from, documentOf(from.document.id, from.document.segment, former))

import { z } from 'zod'
import type { UserId } from '../../core/ids.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { defineDocument } from '../documents/define-document.ts'
import { projectScope } from '../projects/project.ts'

const currentSegmentDocument = z.object({
  id: z.string(),
  kind: z.literal('position'),
  segment: z.number(),
})

/**
 * The segment of a labeler's last page; written only when it changes. The next page comes from this segment as long as it
 * has a live lease of the labeler or open items.
 */
type CurrentSegment = z.output<typeof currentSegmentDocument>
export const currentSegments = defineDocument({
  scope: 'Project',
  kind: 'position',
  schema: currentSegmentDocument,
  id: '`position:<user>`',
  about: "the segment of the labeler's last page",
})
const currentSegmentId = (labeler: UserId): string => `position:${labeler}`

export const readCurrentSegment = (
  store: Store,
  uid: string,
  labeler: UserId,
): Promise<Stored<CurrentSegment> | undefined> =>
  currentSegments.read(store, projectScope(uid), currentSegmentId(labeler))

/** Ignores a conflict: it means a concurrent request of the same labeler, and either segment is valid. */
export const changeCurrentSegment = async (
  store: Store,
  uid: string,
  labeler: UserId,
  from: Stored<CurrentSegment> | undefined,
  segment: number,
): Promise<void> => {
  const document: CurrentSegment = { id: currentSegmentId(labeler), kind: 'position', segment }
  await store.batch('workspace', projectScope(uid), [
    from ? { type: 'replace', document, ifMatch: from.etag } : { type: 'create', document },
  ])
}

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
 * The segment of a labeler's last page; written only when it changes. Live pages are looked for here first, and the
 * labeler stays here until the segment has no open items.
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

/** A concurrent request of the same labeler may write first; either segment will do, so a conflict is ignored. */
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

import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import type { UserId } from '../../core/ids.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { projectScope } from '../projects/project.ts'

const positionDocument = z.object({
  id: z.string(),
  kind: z.literal('position'),
  segment: z.number(),
})

/**
 * The segment in which a labeler got the last page; written only when it changes. Container `workspace`, the project's
 * scope, id `position:<user>`. It is where a live page is looked for first, and where the labeler stays until it is drained.
 */
type PositionDocument = z.output<typeof positionDocument>
const positions = defineDocument('workspace', 'position', positionDocument)
const positionId = (labeler: UserId): string => `position:${labeler}`

export const readPosition = (
  store: Store,
  uid: string,
  labeler: UserId,
): Promise<Stored<PositionDocument> | undefined> =>
  positions.read(store, projectScope(uid), positionId(labeler))

/** If another request of the same labeler moved it meanwhile, that one is as good. */
export const movePosition = async (
  store: Store,
  uid: string,
  labeler: UserId,
  from: Stored<PositionDocument> | undefined,
  segment: number,
): Promise<void> => {
  const document: PositionDocument = { id: positionId(labeler), kind: 'position', segment }
  await store.batch('workspace', projectScope(uid), [
    from ? { type: 'replace', document, ifMatch: from.etag } : { type: 'create', document },
  ])
}

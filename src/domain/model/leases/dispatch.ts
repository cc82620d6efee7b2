import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import type { BatchOperation, Store, Stored } from '../../ports/store.ts'

const dispatchDocument = z.object({
  id: z.literal('dispatch'),
  kind: z.literal('dispatch'),
  /** Counts the changes to who holds what; the document is there for its etag. */
  turn: z.number(),
})

/**
 * Whoever gives items to somebody, or keeps them longer, replaces this document in the same batch. So each such decision
 * is made on all those before it, or fails. Container `items`, one per segment, id `dispatch`.
 */
export type DispatchDocument = z.output<typeof dispatchDocument>
export const dispatches = defineDocument({
  scope: 'Segment',
  kind: 'dispatch',
  schema: dispatchDocument,
  id: '`dispatch`',
  about: 'its etag serialises the grants of leases',
})
const dispatchId = 'dispatch'

export const readDispatch = async (store: Store, partition: string): Promise<Stored<DispatchDocument>> => {
  for (;;) {
    const found = await dispatches.read(store, partition, dispatchId)
    if (found) return found
    await store.batch('items', partition, [
      { type: 'create', document: { id: dispatchId, kind: 'dispatch', turn: 0 } satisfies DispatchDocument },
    ])
  }
}

export const replaceDispatch = ({ document, etag }: Stored<DispatchDocument>): BatchOperation => ({
  type: 'replace',
  document: { ...document, turn: document.turn + 1 },
  ifMatch: etag,
})

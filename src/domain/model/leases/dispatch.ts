import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { untilWritten } from '../documents/until-written.ts'
import type { BatchOperation, Store, Stored } from '../../ports/store.ts'

const dispatchDocument = z.object({
  id: z.literal('dispatch'),
  kind: z.literal('dispatch'),
  /** Counts the grants and extensions of leases. Only the etag of the document matters. */
  turn: z.number(),
})

/**
 * Every batch that grants or extends a lease also replaces this document, on its etag. So a grant sees all grants before
 * it, or fails. Container `items`, one per segment, id `dispatch`.
 */
export type DispatchDocument = z.output<typeof dispatchDocument>
export const dispatches = defineDocument({
  scope: 'Segment',
  kind: 'dispatch',
  schema: dispatchDocument,
  id: '`dispatch`',
  about: 'its etag serializes the grants of leases',
})
const dispatchId = 'dispatch'

/** Reads the dispatch document of a segment, and creates it on first use. */
export const readDispatch = async (store: Store, partition: string): Promise<Stored<DispatchDocument>> =>
  untilWritten(store, dispatches.container, partition, async () => {
    const found = await dispatches.read(store, partition, dispatchId)
    if (found) return { value: found }
    await store.batch('items', partition, [
      { type: 'create', document: { id: dispatchId, kind: 'dispatch', turn: 0 } satisfies DispatchDocument },
    ])
    return undefined
  })

/** The operation that a batch needs to grant or extend a lease. */
export const replaceDispatch = ({ document, etag }: Stored<DispatchDocument>): BatchOperation => ({
  type: 'replace',
  document: { ...document, turn: document.turn + 1 },
  ifMatch: etag,
})

/** Makes all grants and extensions fail that are decided and not yet written. */
export const passTurn = (store: Store, partition: string): Promise<void> =>
  untilWritten(store, dispatches.container, partition, async () => {
    const dispatch = await readDispatch(store, partition)
    const written = await store.batch(dispatches.container, partition, [replaceDispatch(dispatch)])
    return written.ok ? { value: undefined } : undefined
  })

import { queryFirst } from '../model/documents/query-documents.ts'
import type { ContainerName, Store, Stored } from '../ports/store.ts'
import { maxBatchCost } from '../ports/store.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'

const documentsPerRead = 1000
const batchesAtOnce = 4

const batchesOf = (documents: readonly Stored[]): readonly (readonly Stored[])[] =>
  Array.from({ length: Math.ceil(documents.length / maxBatchCost) }, (_, index) =>
    documents.slice(index * maxBatchCost, (index + 1) * maxBatchCost),
  )

/**
 * Deletes up to 1 000 documents of these kinds in one partition. A document that changes concurrently stays for the next call.
 * @returns True if it found none.
 */
export const deleteDocuments = async (
  store: Store,
  container: ContainerName,
  partition: string,
  kinds: readonly string[],
): Promise<boolean> => {
  for (const kind of kinds) {
    const { documents } = await queryFirst(store, container, partition, {
      where: [{ field: 'kind', op: 'eq', value: kind }],
      orderBy: 'id',
      limit: documentsPerRead,
    })
    await forEachBounded(batchesOf(documents), batchesAtOnce, async (batch) => {
      await store.batch(
        container,
        partition,
        batch.map(({ document, etag }) => ({ type: 'delete', id: document.id, ifMatch: etag })),
      )
    })
    if (documents.length > 0) return false
  }
  return true
}

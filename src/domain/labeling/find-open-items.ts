import { createHash } from 'node:crypto'
import { queryAll } from '../model/documents/query-documents.ts'
import type { UserId } from '../core/ids.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { rankLimit } from '../model/items/segment.ts'
import type { Clause, Store, Stored } from '../ports/store.ts'

/**
 * The place in the queue where a labeler starts. Labelers are spread, so that they neither race nor skip each other's
 * items.
 */
export const queueStart = (labeler: UserId, partition: string): number =>
  createHash('sha256').update(`${labeler} ${partition}`).digest().readUIntBE(0, 6) % rankLimit

/**
 * The open items of a segment in the order for one labeler: rejected items, those from the labeler's start to the end of the
 * queue, then those from its beginning. Each open item occurs once.
 * @param options.returnedFirst False looks for rejected items last: where there are none, it saves a query.
 */
export async function* findOpenItems(
  store: Store,
  partition: string,
  labeler: UserId,
  { itemsPerRead, returnedFirst }: { readonly itemsPerRead: number; readonly returnedFirst: boolean },
): AsyncGenerator<Stored<ItemDocument>, void, undefined> {
  const start = queueStart(labeler, partition)
  const returned: readonly Clause[] = [{ field: 'queue', op: 'lt', value: 0 }]
  const others: readonly (readonly Clause[])[] = [
    [{ field: 'queue', op: 'gte', value: start }],
    [
      { field: 'queue', op: 'gte', value: 0 },
      { field: 'queue', op: 'lt', value: start },
    ],
  ]
  for (const where of returnedFirst ? [returned, ...others] : [...others, returned])
    for await (const found of queryAll(store, items, partition, {
      where,
      orderBy: 'queue',
      limit: itemsPerRead,
    }))
      yield* found
}

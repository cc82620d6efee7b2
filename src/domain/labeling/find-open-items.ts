import { createHash } from 'node:crypto'
import { queryAll } from '../model/documents/query-documents.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { rankLimit } from '../model/items/segment.ts'
import type { Clause, Store, Stored } from '../ports/store.ts'

const candidates = 8

const distance = (one: number, other: number): number => {
  const apart = Math.abs(one - other)
  return Math.min(apart, rankLimit - apart)
}

/**
 * The place in the queue where the search for a page starts: another one for each page, and far from where the pages of others
 * started. So what is open stays spread over the queue, and few pages begin among the held items of another one, which have to
 * be read and passed over. If each labeler had one place, their ways through the queue would soon meet, and they would read each
 * other's items for every page.
 * @param taken The starts of the live pages.
 */
export const chooseStart = (unique: string, taken: readonly number[]): number => {
  const room = (start: number): number =>
    taken.reduce((least, other) => Math.min(least, distance(start, other)), Infinity)
  const [best = 0] = Array.from({ length: candidates }, (_, index) =>
    createHash('sha256').update(`${unique} ${index}`).digest().readUIntBE(0, 6),
  ).toSorted((one, other) => room(other) - room(one))
  return best
}

/**
 * The open items of a segment in the order for one page: rejected items, those from its start to the end of the queue, then
 * those from its beginning. Each open item occurs once.
 * @param options.returnedFirst False looks for rejected items last: where there are none, it saves a query.
 */
export async function* findOpenItems(
  store: Store,
  partition: string,
  start: number,
  { itemsPerRead, returnedFirst }: { readonly itemsPerRead: number; readonly returnedFirst: boolean },
): AsyncGenerator<Stored<ItemDocument>, void, undefined> {
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

import { createHash } from 'node:crypto'
import type { ItemId, UserId } from '../core/ids.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { returnedOf } from '../model/items/returned-item.ts'
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

/** What decides the order in which the open items are offered to a labeler. */
export interface SearchOptions {
  readonly labeler: UserId
  /** The labelers with a live page in the segment. */
  readonly atWork: ReadonlySet<string>
  /** The items on live pages. */
  readonly held: ReadonlySet<ItemId>
  /** The number of wanted items. */
  readonly size: number
  /** False looks for rejected items last: where there are none, it saves a query. */
  readonly returnedFirst: boolean
}

/** The free rejected items that a search sorts; further ones come after all others. */
const mostSorted = 50

type Found = Stored<ItemDocument>

interface Sorted {
  /** Answered by the labeler before. */
  readonly own: readonly Found[]
  /** Answered by a labeler who has no page here now. */
  readonly free: readonly Found[]
  /** Answered by another labeler who has a page here, so their next page has it. */
  readonly reserved: readonly Found[]
  /** The place in the queue up to which they were looked at; undefined at the end. */
  readonly until: number | undefined
}

const sortReturned = async (
  returned: AsyncIterable<readonly Found[]>,
  { labeler, atWork, held, size }: SearchOptions,
): Promise<Sorted> => {
  const own: Found[] = []
  const free: Found[] = []
  const reserved: Found[] = []
  for await (const found of returned)
    for (const one of found) {
      if (held.has(one.document.id)) continue
      const by = returnedOf(one.document)?.past.decision.by
      if (by === labeler) own.push(one)
      else if (by !== undefined && atWork.has(by)) reserved.push(one)
      else free.push(one)
      if (own.length === size || own.length + free.length + reserved.length === mostSorted)
        return { own, free, reserved, until: one.document.queue }
    }
  return { own, free, reserved, until: undefined }
}

/**
 * The open items of a segment in the order for one page: rejected items, those from its start to the end of the queue, then
 * those from its beginning. Each open item occurs once; those on live pages can be left out.
 *
 * A rejected item goes first to the labeler whose answer it was: theirs are the first of their pages, and the last of the pages of
 * others as long as that labeler has a page. Nothing else is kept back, so none is left over.
 */
export async function* findOpenItems(
  store: Store,
  partition: string,
  start: number,
  options: SearchOptions,
): AsyncGenerator<Found, void, undefined> {
  const { size, returnedFirst } = options
  const search = (where: readonly Clause[], limit = size): AsyncIterable<readonly Found[]> =>
    queryAll(store, items, partition, { where, orderBy: 'queue', limit })
  const returned: Clause = { field: 'queue', op: 'lt', value: 0 }

  const sorted = returnedFirst ? await sortReturned(search([returned], mostSorted), options) : undefined
  if (sorted) {
    yield* sorted.own
    yield* sorted.free
  }
  for await (const found of search([{ field: 'queue', op: 'gte', value: start }])) yield* found
  for await (const found of search([
    { field: 'queue', op: 'gte', value: 0 },
    { field: 'queue', op: 'lt', value: start },
  ]))
    yield* found
  if (!sorted) {
    for await (const found of search([returned])) yield* found
    return
  }
  yield* sorted.reserved
  if (sorted.until === undefined) return
  const offered = new Set(
    [...sorted.own, ...sorted.free, ...sorted.reserved].map(({ document }) => document.id),
  )
  for await (const found of search([{ field: 'queue', op: 'gte', value: sorted.until }, returned]))
    yield* found.filter(({ document }) => !offered.has(document.id))
}

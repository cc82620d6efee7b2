import { compareCodePoints } from '../core/code-points.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { ListPage } from '../model/documents/list-page.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import { asksForMark, listQueryOf, matchesMarks, type ItemCriteria } from '../model/items/item-filter.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import type { Segmented } from '../model/items/read-counters.ts'
import { segmentPartition } from '../model/items/segment.ts'
import type { Store, Stored } from '../ports/store.ts'

const segmentsAtOnce = 32
/** The most items that a list page reads where few of them can meet the criteria. */
const itemsPerListPage = 4000
const itemsPerRead = 1000

type Found = Stored<ItemDocument>

/** The items that each segment reads for a list page: with evenly spread paths about as many as are shown. */
const chunkOf = (segments: number, pageSize: number, criteria: ItemCriteria): number => {
  const wanted = asksForMark(criteria) ? itemsPerListPage : pageSize
  return Math.min(itemsPerRead, Math.ceil(wanted / segments) + Math.ceil(Math.sqrt(pageSize)))
}

const first = (paths: readonly string[]): string | undefined =>
  paths.reduce<string | undefined>(
    (least, path) => (least === undefined || compareCodePoints(path, least) < 0 ? path : least),
    undefined,
  )

/**
 * One list page of the items of a project by path, by code point, merged from all segments: each list page reads each segment.
 * The continuation is the path up to which all items were considered.
 */
export const listByPath = async (
  store: Store,
  { uid, segments }: Segmented,
  criteria: ItemCriteria,
  { pageSize, continuation }: { readonly pageSize: number; readonly continuation?: string | undefined },
): Promise<ListPage<Found>> => {
  const { where } = listQueryOf(criteria)
  const limit = chunkOf(segments, pageSize, criteria)
  const found: Found[] = []
  /** The last path of each segment that has more. */
  const ends: string[] = []
  await forEachBounded(Array.from({ length: segments }).keys(), segmentsAtOnce, async (segment) => {
    const { documents, more } = await queryFirst(store, 'items', segmentPartition(uid, segment), {
      where: [
        ...where,
        ...(continuation === undefined ? [] : [{ field: 'path', op: 'gt', value: continuation } as const]),
      ],
      orderBy: 'path',
      limit,
    })
    const parsed = documents.map((stored) => items.parse(stored))
    found.push(...parsed)
    const last = parsed.at(-1)
    if (more && last) ends.push(last.document.path)
  })
  const end = first(ends)
  const complete = found
    .filter(({ document }) => end === undefined || compareCodePoints(document.path, end) <= 0)
    .filter(({ document }) => matchesMarks(document, criteria))
    .toSorted((one, other) => compareCodePoints(one.document.path, other.document.path))
  const documents = complete.slice(0, pageSize)
  const next = complete.length > pageSize ? documents.at(-1)?.document.path : end
  return { documents, ...(next === undefined ? {} : { continuation: next }) }
}

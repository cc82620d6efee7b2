import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import type { Store, Stored } from '../ports/store.ts'
import type { ListPage } from '../model/documents/list-page.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { counters, countersId, noCounters } from '../model/items/counters.ts'
import {
  asksForMark,
  listQueryOf,
  mayHaveItems,
  matchesMarks,
  type ItemCriteria,
} from '../model/items/item-filter.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { criteriaOf, type NamedFilter } from '../model/items/named-filter.ts'
import { listSegments, type SegmentQuery } from '../model/items/list-segments.ts'
import { countMatches, type Total } from './count-matches.ts'
import { listByPath } from './list-by-path.ts'

/** Another order than the cheapest. */
export const itemSorts = ['path'] as const
export type ItemSort = (typeof itemSorts)[number]

export interface ItemListPage {
  readonly project: ProjectDocument
  readonly items: readonly Stored<ItemDocument>[]
  readonly continuation?: string
  /** Present if it was asked for. */
  readonly total?: Total
}

type Found = ListPage<Stored<ItemDocument>>

const readItems = async (store: Store, criteria: ItemCriteria, segment: SegmentQuery): Promise<Found> => {
  const { partition, limit, continuation } = segment
  const query = { ...listQueryOf(criteria), limit, continuation }
  const found = items.parseListPage(await store.query('items', partition, query))
  return { ...found, documents: found.documents.filter(({ document }) => matchesMarks(document, criteria)) }
}

const itemsPerRead = 1000
/** The most reads of one list page in a segment; then it ends, possibly empty, with a continuation. */
const readsPerListPage = 4

/**
 * Finds the marked items of a segment by reading its items, if its counters say that it has some: no index has the marks. The
 * continuation is the id, or the path, of the last item that was read.
 */
const readMarked = async (
  store: Store,
  criteria: ItemCriteria,
  { partition, limit, continuation }: SegmentQuery,
): Promise<Found> => {
  const stored = continuation === undefined && (await counters.read(store, partition, countersId))
  if (stored !== false && !mayHaveItems(stored?.document ?? noCounters, criteria)) return { documents: [] }
  const { where, orderBy } = listQueryOf(criteria)
  const placeOf = ({ document }: Stored<ItemDocument>): string =>
    orderBy === 'path' ? document.path : document.id
  const documents: Stored<ItemDocument>[] = []
  let after = continuation
  for (let read = 0; read < readsPerListPage; read += 1) {
    const position = after === undefined ? [] : [{ field: orderBy, op: 'gt', value: after } as const]
    const found = await queryFirst(store, 'items', partition, {
      where: [...where, ...position],
      orderBy,
      limit: itemsPerRead,
    })
    for (const item of found.documents.map((one) => items.parse(one))) {
      if (matchesMarks(item.document, criteria)) documents.push(item)
      after = placeOf(item)
      if (documents.length === limit) return { documents, continuation: after }
    }
    if (!found.more) return { documents }
  }
  return { documents, ...(after === undefined ? {} : { continuation: after }) }
}

/**
 * Lists the items of a project: segment by segment, in the order of an index within a segment, or all by path.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation`, `UnknownClass`
 */
export const listItems =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly filter: NamedFilter
      readonly sort?: ItemSort | undefined
      readonly count?: boolean | undefined
      readonly pageSize: number
      readonly continuation?: string | undefined
    },
  ): Promise<ItemListPage> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    const criteria = criteriaOf(project, input.filter, 'class')
    const read = asksForMark(criteria) ? readMarked : readItems
    const list =
      input.sort === 'path'
        ? listByPath(store, project, criteria, input)
        : listSegments(project, { ...input, now: now() }, (segment) => read(store, criteria, segment))
    const { documents, continuation } = await list
    const total = input.count ? await countMatches(store, project, criteria) : undefined
    return {
      project,
      items: documents,
      ...(continuation === undefined ? {} : { continuation }),
      ...(total && { total }),
    }
  }

export type ListItems = ReturnType<typeof listItems>

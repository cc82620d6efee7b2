import { queryFirst } from '../model/documents/query-documents.ts'
import {
  clausesOf,
  countOf,
  matchesMarks,
  mayHaveItems,
  type ItemCriteria,
} from '../model/items/item-filter.ts'
import { items } from '../model/items/item.ts'
import { readCounters, sumCounters, type Segmented } from '../model/items/read-counters.ts'
import { segmentPartition } from '../model/items/segment.ts'
import type { Store } from '../ports/store.ts'

export interface Total {
  readonly count: number
  /** True if the count ended before the last item. */
  readonly isAtLeast: boolean
}

const itemsPerRead = 1000
/** The most reads of a count. */
export const readsPerCount = 32
/** The most items that a count reads. */
export const maxItemsRead = 4000

/**
 * The number of items that meet the criteria: from the counters where they tell it, else by reading the items that the indexes
 * find, up to `maxItemsRead` of them.
 */
export const countMatches = async (
  store: Store,
  project: Segmented,
  criteria: ItemCriteria,
): Promise<Total> => {
  const counters = await readCounters(store, project)
  const known = countOf(sumCounters(counters), criteria)
  if (known !== undefined) return { count: known, isAtLeast: false }
  let count = 0
  let [reads, read] = [0, 0]
  for (const [segment, one] of counters.entries()) {
    if (!mayHaveItems(one, criteria)) continue
    let after: string | undefined
    do {
      if (reads === readsPerCount || read >= maxItemsRead) return { count, isAtLeast: true }
      const found = await queryFirst(store, 'items', segmentPartition(project.uid, segment), {
        where: [
          { field: 'kind', op: 'eq', value: items.kind },
          ...clausesOf(criteria),
          ...(after === undefined ? [] : [{ field: 'id', op: 'gt', value: after } as const]),
        ],
        orderBy: 'id',
        limit: Math.min(itemsPerRead, maxItemsRead - read),
      })
      reads += 1
      read += found.documents.length
      count += found.documents.filter((stored) => matchesMarks(items.parse(stored).document, criteria)).length
      after = found.more ? found.documents.at(-1)?.document.id : undefined
    } while (after !== undefined)
  }
  return { count, isAtLeast: false }
}

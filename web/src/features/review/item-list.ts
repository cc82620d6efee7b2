import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { dataOf, type Api, type Schemas } from '../../api/client.ts'
import { continuationOf, firstPage } from '../../api/take-all.ts'
import { isRecord } from '../../core/is-record.ts'
import { itemListsKey } from '../../items/item-queries.ts'
import type { ItemFilter } from '../../items/item-filter.ts'
import { listQueryOf } from './list-query.ts'

const pageSize = 100

export const itemCountsKey = (project: string) => ['itemCount', project]

export interface Total {
  readonly count: number
  /** The service has ended its count early. */
  readonly isAtLeast: boolean
}

const totalOf = (list: Schemas['ItemList'] | undefined): Total | undefined => {
  const answer: unknown = list
  return list?.total === undefined
    ? undefined
    : { count: list.total, isAtLeast: isRecord(answer) && answer['totalIsAtLeast'] === true }
}

/**
 * The items that meet a filter, piece by piece. The list changes when the person asks for it and not below their eyes: a
 * reviewed item stays where it was.
 */
export const itemListQuery = (api: Api, project: string, filter: ItemFilter) =>
  infiniteQueryOptions({
    queryKey: [...itemListsKey(project), filter],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/projects/{project}/items', {
          params: {
            path: { project },
            query: { ...listQueryOf(filter), maxpagesize: pageSize, ...pageParam },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => {
      const continuation = continuationOf(page)
      return continuation === undefined ? undefined : { continuation }
    },
    select: ({ pages }) => ({
      items: pages.flatMap(({ value }) => value),
      datastoreProblem: pages.find(({ datastoreProblem }) => datastoreProblem)?.datastoreProblem,
    }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** How many items meet a filter now. A count beside the list leaves the list as fast as it is. */
export const itemCountQuery = (api: Api, project: string, filter: ItemFilter) =>
  queryOptions({
    queryKey: [...itemCountsKey(project), filter],
    queryFn: async ({ signal }) => {
      const { sort: _sort, ...criteria } = listQueryOf(filter)
      const list = await dataOf(
        api.GET('/projects/{project}/items', {
          params: { path: { project }, query: { ...criteria, maxpagesize: 1, count: true } },
          signal,
        }),
      )
      return totalOf(list) ?? { count: list.value.length, isAtLeast: list.nextLink !== undefined }
    },
    staleTime: 0,
    refetchOnWindowFocus: false,
  })

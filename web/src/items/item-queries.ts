import { queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import { dataOf, type Api, type Schemas } from '../api/client.ts'

type Item = Schemas['Item']

export const itemListsKey = (project: string) => ['items', project]
export const itemKey = (project: string, item: string) => ['item', project, item]

export const itemQuery = (api: Api, project: string, item: string) =>
  queryOptions({
    queryKey: itemKey(project, item),
    queryFn: ({ signal }) =>
      dataOf(api.GET('/projects/{project}/items/{item}', { params: { path: { project, item } }, signal })),
  })

type ItemLists = InfiniteData<Schemas['ItemList']>

/** The lists with other items at the places of those with the same ids. */
export const withItems = (lists: ItemLists, changed: readonly Item[]): ItemLists => {
  const byId = new Map(changed.map((item) => [item.id, item]))
  return {
    ...lists,
    pages: lists.pages.map((list) =>
      list.value.some(({ id }) => byId.has(id))
        ? { ...list, value: list.value.map((item) => byId.get(item.id) ?? item) }
        : list,
    ),
  }
}

/** Shows items as they are now in all lists that have them; the lists keep their order. */
export const replaceItems = (queries: QueryClient, project: string, changed: readonly Item[]): void => {
  queries.setQueriesData<ItemLists>(
    { queryKey: itemListsKey(project) },
    (lists) => lists && withItems(lists, changed),
  )
}

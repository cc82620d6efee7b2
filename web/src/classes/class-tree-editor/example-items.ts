import { infiniteQueryOptions } from '@tanstack/react-query'
import { dataOf, type Api, type Schemas } from '../../api/client.ts'
import { continuationOf, firstPage } from '../../api/take-all.ts'

/** The most examples of a class that the API takes. */
export const maxExamples = 5

/** Items that can be examples, piece by piece. @param path Of the class that they have; empty for all */
export const exampleItemsQuery = (api: Api, project: string, path: string) =>
  infiniteQueryOptions({
    queryKey: ['exampleItems', project, path],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/projects/{project}/items', {
          params: {
            path: { project },
            query: {
              ...(path === '' ? {} : { class: path }),
              missing: false,
              removed: false,
              maxpagesize: 50,
              ...pageParam,
            },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => {
      const continuation = continuationOf(page)
      return continuation === undefined ? undefined : { continuation }
    },
    select: ({ pages }) => pages.flatMap(({ value }) => value),
  })

/** The path of the class with an id, as the service knows it before the tree is saved. */
export const pathOfId = (
  classes: readonly Schemas['LabelClass'][],
  id: string | undefined,
  above = '',
): string | undefined => {
  if (id === undefined) return undefined
  for (const one of classes) {
    const path = above === '' ? one.name : `${above}/${one.name}`
    const found = one.id === id ? path : pathOfId(one.classes ?? [], id, path)
    if (found !== undefined) return found
  }
  return undefined
}

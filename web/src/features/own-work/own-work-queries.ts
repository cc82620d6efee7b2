import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { dataOf, type Api } from '../../api/client.ts'
import { continuationOf, firstPage } from '../../api/take-all.ts'

export const myNumbersQuery = (api: Api, project: string) =>
  queryOptions({
    queryKey: ['myNumbers', project],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/projects/{project}/my-numbers', { params: { path: { project } }, signal })),
  })

/** The caller's answers: those in force, or those that a reviewer rejected. */
export const myAnswersQuery = (api: Api, project: string, isRejected: boolean) =>
  infiniteQueryOptions({
    queryKey: ['myAnswers', project, isRejected],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/projects/{project}/my-answers', {
          params: {
            path: { project },
            query: { maxpagesize: 50, ...pageParam, ...(isRejected ? { rejected: true } : {}) },
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

import { queryOptions } from '@tanstack/react-query'
import { dataOf, type Api } from '../../api/client.ts'
import { takeAll } from '../../api/take-all.ts'

/** An open dashboard asks each five seconds, while it is seen. */
const often = 5000

export const progressKey = (project: string) => ['progress', project]

export const progressQuery = (api: Api, project: string) =>
  queryOptions({
    queryKey: progressKey(project),
    queryFn: ({ signal }) =>
      dataOf(api.GET('/projects/{project}/progress', { params: { path: { project } }, signal })),
    refetchInterval: often,
  })

export const heldPagesQuery = (api: Api, project: string) =>
  queryOptions({
    queryKey: ['heldPages', project],
    queryFn: ({ signal }) =>
      takeAll((continuation) =>
        dataOf(
          api.GET('/projects/{project}/pages', {
            params: { path: { project }, query: continuation === undefined ? {} : { continuation } },
            signal,
          }),
        ),
      ),
    refetchInterval: often,
  })

export const statisticsQuery = (api: Api, project: string, by: 'labeler' | 'day') =>
  queryOptions({
    queryKey: ['statistics', project, by],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/projects/{project}/statistics', { params: { path: { project }, query: { by } }, signal }),
      ),
    refetchInterval: often,
  })

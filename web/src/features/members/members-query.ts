import { queryOptions } from '@tanstack/react-query'
import { dataOf, type Api } from '../../api/client.ts'
import { takeAll } from '../../api/take-all.ts'

export const membersKey = (project: string) => ['members', project]

export const membersQuery = (api: Api, project: string) =>
  queryOptions({
    queryKey: membersKey(project),
    queryFn: ({ signal }) =>
      takeAll((continuation) =>
        dataOf(
          api.GET('/projects/{project}/members', {
            params: { path: { project }, query: continuation === undefined ? {} : { continuation } },
            signal,
          }),
        ),
      ),
  })

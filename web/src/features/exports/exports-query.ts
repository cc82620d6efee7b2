import { queryOptions } from '@tanstack/react-query'
import { dataOf, type Api, type Schemas } from '../../api/client.ts'
import { takeAll } from '../../api/take-all.ts'

export const exportsKey = (project: string) => ['exports', project]

const atWork: ReadonlySet<string> = new Set(['NotStarted', 'Running', 'Deleting'])
export const isAtWork = ({ status }: Pick<Schemas['Export'], 'status'>): boolean => atWork.has(status)

/** Milliseconds until the list is read again: others start exports, too. */
const [soon, later] = [2000, 15_000]

/** The exports of a project; read again soon while one of them is at work. */
export const exportsQuery = (api: Api, project: string) =>
  queryOptions({
    queryKey: exportsKey(project),
    queryFn: ({ signal }) =>
      takeAll((continuation) =>
        dataOf(
          api.GET('/projects/{project}/exports', {
            params: { path: { project }, query: continuation === undefined ? {} : { continuation } },
            signal,
          }),
        ),
      ),
    refetchInterval: ({ state }) => (state.data?.some(isAtWork) ? soon : later),
  })

export const formatsQuery = (api: Api, project: string) =>
  queryOptions({
    queryKey: ['formats', project],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/projects/{project}/formats', { params: { path: { project } }, signal })),
    staleTime: Infinity,
  })

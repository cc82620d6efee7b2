import { queryOptions } from '@tanstack/react-query'
import { dataOf, type Api, type Schemas } from './client.ts'

const ended: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Canceled'])
export const hasEnded = ({ status }: Pick<Schemas['Operation'], 'status'>): boolean => ended.has(status)

/** Long work, read again each two seconds until it has ended. */
export const operationQuery = (api: Api, operation: string) =>
  queryOptions({
    queryKey: ['operation', operation],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/operations/{operation}', { params: { path: { operation } }, signal })),
    refetchInterval: ({ state }) => (state.data && hasEnded(state.data) ? false : 2000),
  })

import { queryOptions } from '@tanstack/react-query'
import { dataOf, type Api } from './client.ts'

/** People known to the service whose name or id has these letters; the first twenty. */
export const foundPeopleQuery = (api: Api, search: string) =>
  queryOptions({
    queryKey: ['foundPeople', search],
    queryFn: async ({ signal }) => {
      const found = await dataOf(
        api.GET('/people', { params: { query: { search, maxpagesize: 20 } }, signal }),
      )
      return found.value
    },
    enabled: search.trim() !== '',
    staleTime: 30_000,
  })

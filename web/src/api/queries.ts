import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useApi } from './api-context.tsx'
import { dataOf, type Api, type Schemas } from './client.ts'
import type { Role } from '../ui/roles.ts'
import { takeAll } from './take-all.ts'

export const projectQuery = (api: Api, project: string) =>
  queryOptions({
    queryKey: ['project', project],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/projects/{project}', { params: { path: { project } }, signal })),
  })

/** Others create projects and add people to them while the list is open. */
const listInterval = 15_000

export const projectsQuery = (api: Api) =>
  queryOptions({
    queryKey: ['projects'],
    queryFn: ({ signal }) =>
      takeAll((continuation) =>
        dataOf(
          api.GET('/projects', {
            params: { query: { maxpagesize: 100, ...(continuation === undefined ? {} : { continuation }) } },
            signal,
          }),
        ),
      ),
    refetchInterval: listInterval,
  })

export const meQuery = (api: Api) =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => dataOf(api.GET('/me', { signal })),
    staleTime: Infinity,
  })

/** The names of a project's people, for those who may see them. */
export const peopleQuery = (api: Api, project: string) =>
  queryOptions({
    queryKey: ['people', project],
    queryFn: ({ signal }) =>
      takeAll((continuation) =>
        dataOf(
          api.GET('/projects/{project}/people', {
            params: { path: { project }, query: continuation === undefined ? {} : { continuation } },
            signal,
          }),
        ),
      ),
    staleTime: 60_000,
  })

export const useMe = (): Schemas['Me'] => useSuspenseQuery(meQuery(useApi())).data
export const useProject = (project: string): Schemas['Project'] =>
  useSuspenseQuery(projectQuery(useApi(), project)).data

/** Shows a person by name where it is known. */
export const useNameOf = (project: string): ((user: string) => string) => {
  const { data } = useQuery(peopleQuery(useApi(), project))
  return (user) => data?.find((person) => person.user === user)?.name ?? user
}

/** What an app role allows across projects. */
export const isAdmin = ({ appRole }: Schemas['Me']): boolean => appRole === 'Admin'

const ranks: Readonly<Record<string, number>> = { Labeler: 1, Reviewer: 2, Admin: 3 }

/** Whether the caller's role in a project is at least this one. */
export const hasRole = ({ myRole }: Schemas['Project'], role: Role): boolean =>
  (ranks[myRole] ?? 0) >= (ranks[role] ?? Infinity)

import { z } from 'zod'
import type { SearchPeople } from '../../domain/people/search-people.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { personBody } from './person-schemas.ts'

export const personList = listOf(personBody, 'PersonList')

export const searchPeopleRoute = (searchPeople: SearchPeople) =>
  defineRoute(
    {
      operation: 'searchPeople',
      method: 'GET',
      path: '/people',
      summary: 'Lists the people who called the service, by user id',
      description:
        'To find who is to become a member of a project. Only people whose token has a name are listed, and only since their first call. The workspace keeps no names if its setting `KEEP_NAMES` is false.',
      tag: 'People',
      access: permissions.searchPeople,
      query: z.strictObject({
        ...pageQuery,
        search: z
          .string()
          .min(1)
          .max(100)
          .optional()
          .meta({ description: 'Text that the name or the user id contains, in any case' }),
      }),
      responses: { 200: { description: 'One list page of people', body: personList } },
      errors: ['InvalidContinuation'],
    },
    {
      run: ({ caller, query }) => searchPeople(caller, query),
      present: (page, context) => ({ status: 200, body: toList(page, context, (person) => person) }),
    },
  )

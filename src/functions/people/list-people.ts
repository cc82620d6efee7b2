import type { ListPeople } from '../../domain/people/list-people.ts'
import { listQuery, toList } from '../http/list.ts'
import { projectParams } from '../members/member-schemas.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { personList } from './search-people.ts'

export const listPeopleRoute = (listPeople: ListPeople) =>
  defineRoute(
    {
      operation: 'listPeople',
      method: 'GET',
      path: '/projects/{project}/people',
      summary: 'Lists the members of a project and all who answered in it, by user id',
      description:
        'With their names where they are known, for the user ids that items, pages and counts have. Former members who answered are listed, too.',
      tag: 'People',
      access: permissions.listPeople,
      params: projectParams,
      query: listQuery,
      responses: { 200: { description: 'One list page of people', body: personList } },
      errors: ['ProjectNotFound', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query }) => listPeople(caller, { ...params, ...query }),
      present: (page, context) => ({ status: 200, body: toList(page, context, (person) => person) }),
    },
  )

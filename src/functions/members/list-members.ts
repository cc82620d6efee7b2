import type { ListMembers } from '../../domain/members/list-members.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { memberBody, projectParams, toMemberBody } from './member-schemas.ts'

export const listMembersRoute = (listMembers: ListMembers) =>
  defineRoute(
    {
      operation: 'listMembers',
      method: 'GET',
      path: '/projects/{project}/members',
      summary: 'Lists the members of a project by user id',
      description:
        'A user with the app role `Labeling.Admin` has access to every project without a membership, and is not listed.',
      tag: 'Members',
      access: permissions.listMembers,
      params: projectParams,
      query: listQuery,
      responses: { 200: { description: 'One list page of members', body: listOf(memberBody, 'MemberList') } },
      errors: ['ProjectNotFound', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query }) => listMembers(caller, { ...params, ...query }),
      present: (page, context) => ({
        status: 200,
        body: toList(page, context, toMemberBody),
      }),
    },
  )

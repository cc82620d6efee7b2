import type { GetMember } from '../../domain/members/get-member.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { memberBody, memberParams, toMemberBody } from './member-schemas.ts'

export const getMemberRoute = (getMember: GetMember) =>
  defineRoute(
    {
      operation: 'getMember',
      method: 'GET',
      path: '/projects/{project}/members/{user}',
      summary: 'Returns a member of a project',
      tag: 'Members',
      access: permissions.getMember,
      params: memberParams,
      // The name changes without the membership.
      revalidates: 'ByBody',
      responses: { 200: { description: 'The member', body: memberBody, headers: ['ETag'] } },
      errors: ['ProjectNotFound', 'MemberNotFound'],
    },
    {
      run: ({ caller, params }) => getMember(caller, params),
      present: (stored) => ({ status: 200, etag: stored.etag, body: toMemberBody(stored) }),
    },
  )

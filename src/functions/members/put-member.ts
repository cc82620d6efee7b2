import { z } from 'zod'
import type { PutMember } from '../../domain/members/put-member.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { memberBody, memberParams, memberRole, toMemberBody } from './member-schemas.ts'

export const putMemberRoute = (putMember: PutMember) =>
  defineRoute(
    {
      operation: 'putMember',
      method: 'PUT',
      path: '/projects/{project}/members/{user}',
      summary: 'Adds a member to a project, or changes the role of a member',
      tag: 'Members',
      access: permissions.putMember,
      params: memberParams,
      body: z
        .strictObject({ role: memberRole })
        .meta({ id: 'MemberRequest', description: 'The role of a member' }),
      ifMatch: 'Optional',
      responses: {
        200: {
          description: 'The member with the new role, or as they were',
          body: memberBody,
          headers: ['ETag'],
        },
        201: { description: 'The new member', body: memberBody, headers: ['ETag'] },
      },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params, body, ifMatch, createOnly }) =>
        putMember(caller, { ...params, ...body, ifMatch, createOnly }),
      present: ({ created, stored }) => ({
        status: created ? 201 : 200,
        etag: stored.etag,
        body: toMemberBody(stored),
      }),
    },
  )

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
      summary: 'Make somebody a member, or give a member another role',
      tag: 'Members',
      access: permissions.putMember,
      params: memberParams,
      body: z.strictObject({ role: memberRole }).meta({ id: 'MemberRequest' }),
      ifMatch: 'Optional',
      responses: {
        200: { description: 'Changed', body: memberBody, headers: ['ETag'] },
        201: { description: 'Added', body: memberBody, headers: ['ETag'] },
      },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params, body, ifMatch }) => putMember(caller, { ...params, ...body, ifMatch }),
      present: ({ created, stored: { document, etag } }) => ({
        status: created ? 201 : 200,
        etag,
        body: toMemberBody(document),
      }),
    },
  )

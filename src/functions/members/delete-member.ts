import type { DeleteMember } from '../../domain/members/delete-member.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { memberParams } from './member-schemas.ts'

export const deleteMemberRoute = (deleteMember: DeleteMember) =>
  defineRoute(
    {
      operation: 'deleteMember',
      method: 'DELETE',
      path: '/projects/{project}/members/{user}',
      summary: 'Removes a member from a project',
      description:
        'The answers of the user are kept, with the user’s id. The pages that the user holds end at once, so others can get their items; answers that are sent later are refused (404). If a removal was interrupted after the membership ended, a repeated request ends the pages.',
      tag: 'Members',
      access: permissions.deleteMember,
      params: memberParams,
      ifMatch: 'Optional',
      responses: { 204: { description: 'The user is no member, since now or before' } },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params, ifMatch }) => deleteMember(caller, { ...params, ifMatch }),
      present: () => ({ status: 204 }),
    },
  )

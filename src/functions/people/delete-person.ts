import { z } from 'zod'
import { userId } from '../../domain/core/ids.ts'
import type { DeletePerson } from '../../domain/people/delete-person.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

export const deletePersonRoute = (deletePerson: DeletePerson) =>
  defineRoute(
    {
      operation: 'deletePerson',
      method: 'DELETE',
      path: '/people/{user}',
      summary: 'Deletes the name of a person',
      description:
        'People may delete their own name; an app role Admin those of all. Memberships and answers stay, with the user id. A person who goes on calling the service has their name kept again, within about an hour, unless the setting `KEEP_NAMES` is false.',
      tag: 'People',
      access: permissions.deletePerson,
      params: z.object({
        user: userId.meta({
          description: 'The object id of the person in the directory (the claim `oid`)',
          example: '7f3b2c1a-0d4e-4b8e-9d55-2f1f6c0f8a11',
        }),
      }),
      responses: { 204: { description: 'No name of this user is kept, since now or before' } },
      errors: [],
    },
    {
      run: ({ caller, params }) => deletePerson(caller, params),
      present: () => ({ status: 204 }),
    },
  )

import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { userId } from '../../domain/core/ids.ts'
import { callerKinds, type GetMe } from '../../domain/people/get-me.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const me = z
  .object({
    user: userId.meta({ description: 'The object id of the caller (the claim `oid`)' }),
    name: z
      .string()
      .optional()
      .meta({ description: 'The name in the token; absent if it has none', example: 'Ann Lee' }),
    appRole: answerChoice('AppRole', ['Labeler', 'Reviewer', 'Admin']).meta({
      description:
        'The highest app role in the token: `Labeler` for Labeling.Labeler, and so on. It limits the role in each project; see `myRole` of a project.',
    }),
    kind: answerChoice('CallerKind', callerKinds).meta({
      description: 'Person: a user who signed in. Program: an application without a user.',
    }),
  })
  .meta({ id: 'Me', description: 'The caller of the request' })

export const getMeRoute = (getMe: GetMe) =>
  defineRoute(
    {
      operation: 'getMe',
      method: 'GET',
      path: '/me',
      summary: 'Returns the caller: user, name and app role',
      description: 'What the token of the request has. Nothing is read from the database.',
      tag: 'People',
      access: permissions.getMe,
      responses: { 200: { description: 'The caller', body: me } },
      errors: [],
    },
    {
      run: ({ caller }) => getMe(caller),
      present: (body) => ({ status: 200, body }),
    },
  )

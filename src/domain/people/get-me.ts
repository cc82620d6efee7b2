import { authorize, type AppRole, type Caller } from '../core/caller.ts'
import type { KnownPerson } from '../model/people/person.ts'

export const callerKinds = ['Person', 'Program'] as const

export interface Me extends KnownPerson {
  readonly appRole: AppRole
  readonly kind: (typeof callerKinds)[number]
}

/** The caller, as the token of the request has them. @throws DomainError `Forbidden` */
export const getMe =
  () =>
  async (caller: Caller): Promise<Me> => {
    const appRole = authorize(caller, 'Labeler')
    const { user, name, isProgram } = caller
    return { user, name, appRole, kind: isProgram ? 'Program' : 'Person' }
  }

export type GetMe = ReturnType<typeof getMe>

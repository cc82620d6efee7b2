import { authorize, type Caller } from '../core/caller.ts'
import type { UserId } from '../core/ids.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { people, peoplePartition } from '../model/people/person.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Deletes the name of a person; people may delete their own. Answers and memberships stay, with the user id. Idempotent.
 * @throws DomainError `Forbidden`
 */
export const deletePerson =
  ({ store, now, newId }: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (caller: Caller, { user }: { readonly user: UserId }): Promise<void> => {
    authorize(caller, caller.user === user ? 'Labeler' : 'Admin')
    await untilWritten(store, people.container, peoplePartition, async (fresh) => {
      const stored = await people.read(store, peoplePartition, user)
      // An old read must not leave the name.
      if (!stored) return fresh ? { value: undefined } : undefined
      const deleted = await store.batch(people.container, peoplePartition, [
        { type: 'delete', id: user, ifMatch: stored.etag },
        auditOperation(
          caller,
          undefined,
          { at: now(), unique: newId() },
          { action: 'DeletePerson', target: user },
        ),
      ])
      return deleted.ok ? { value: undefined } : undefined
    })
  }

export type DeletePerson = ReturnType<typeof deletePerson>

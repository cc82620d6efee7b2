import { z } from 'zod'
import { userId, type UserId } from '../../core/ids.ts'
import type { Store } from '../../ports/store.ts'
import { defineDocument } from '../documents/define-document.ts'

const personDocument = z.object({
  id: userId,
  kind: z.literal('person'),
  name: z.string(),
})

/** The name of a user, as their last token had it. Container `workspace`, partition `person`, id = user. */
export type PersonDocument = z.output<typeof personDocument>
export const people = defineDocument({
  scope: 'Workspace',
  kind: 'person',
  schema: personDocument,
  partition: 'person',
  id: 'user',
  about: 'the name of a person who called the service',
})
export const peoplePartition = 'person'

/** Reads of one call of the store. */
const namesPerRead = 200

/** The names of these users, as far as they are known. */
export const readNames = async (
  store: Store,
  users: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>()
  const distinct = [...new Set(users)]
  for (let from = 0; from < distinct.length; from += namesPerRead)
    for (const { document } of await people.readMany(
      store,
      peoplePartition,
      distinct.slice(from, from + namesPerRead),
    ))
      names.set(document.id, document.name)
  return names
}

/** A user, with a name where it is known. */
export interface KnownPerson {
  readonly user: UserId
  readonly name?: string | undefined
}

import type { Store, Stored } from '../../ports/store.ts'
import { readNames } from '../people/person.ts'
import type { MemberDocument } from './member.ts'

export interface NamedMember extends Stored<MemberDocument> {
  /** Undefined if it is not known. */
  readonly name: string | undefined
}

/** Members with their names. */
export const withNames = async (
  store: Store,
  found: readonly Stored<MemberDocument>[],
): Promise<readonly NamedMember[]> => {
  const names = await readNames(
    store,
    found.map(({ document }) => document.user),
  )
  return found.map((member) => ({ ...member, name: names.get(member.document.user) }))
}

/** A member with their name. */
export const withName = async (store: Store, member: Stored<MemberDocument>): Promise<NamedMember> => ({
  ...member,
  name: (await readNames(store, [member.document.user])).get(member.document.user),
})

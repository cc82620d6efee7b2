import { DomainError } from '../../core/errors.ts'
import type { UserId } from '../../core/ids.ts'
import { projectScope, type ProjectDocument } from '../projects/project.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { memberDocumentId, members, type MemberDocument } from './member.ts'

/** @throws DomainError `MemberNotFound` */
export const findMember = async (
  store: Store,
  project: ProjectDocument,
  user: UserId,
): Promise<Stored<MemberDocument>> => {
  const stored = await members.read(store, projectScope(project.uid), memberDocumentId(user))
  if (!stored)
    throw new DomainError(
      'MemberNotFound',
      `'${user}' is no member of project '${project.id}'; GET its members for those who are`,
      { target: 'user' },
    )
  return stored
}

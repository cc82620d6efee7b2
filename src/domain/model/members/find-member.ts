import { DomainError } from '../../core/errors.ts'
import type { UserId } from '../../core/ids.ts'
import { projectScope, type ProjectDocument } from '../projects/project.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { memberDocumentId, members, type MemberDocument } from './member.ts'

const memberNotFound = (project: ProjectDocument, user: UserId): DomainError =>
  new DomainError(
    'MemberNotFound',
    `'${user}' is not a member of project '${project.id}'; GET /projects/${project.id}/members lists the members`,
    { target: 'user' },
  )

/** Reads a member of a project. @throws DomainError `MemberNotFound` */
export const findMember = async (
  store: Store,
  project: ProjectDocument,
  user: UserId,
): Promise<Stored<MemberDocument>> => {
  const stored = await members.read(store, projectScope(project.uid), memberDocumentId(user))
  if (!stored) throw memberNotFound(project, user)
  return stored
}

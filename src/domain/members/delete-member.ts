import type { Caller } from '../core/caller.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../core/deps.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import { openProject } from '../projects/project-access.ts'
import { projectScope } from '../projects/project.ts'
import { findMember } from './find-member.ts'
import { members } from './member.ts'

/**
 * Ends a membership; the person's answers stay.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `MemberNotFound`, `PreconditionFailed`
 */
export const deleteMember =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    {
      project,
      user,
      ifMatch,
    }: { readonly project: ProjectName; readonly user: UserId; readonly ifMatch?: string | undefined },
  ): Promise<void> => {
    const { document } = await openProject(store, caller, project, 'Admin')
    const member = await findMember(store, document, user)
    if (ifMatch !== undefined) checkMatch(member, ifMatch)
    const deleted = await store.batch(members.container, projectScope(document.uid), [
      { type: 'delete', id: member.document.id, ifMatch: member.etag },
    ])
    if (!deleted.ok) throw preconditionFailed()
  }

export type DeleteMember = ReturnType<typeof deleteMember>

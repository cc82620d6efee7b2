import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope } from '../model/projects/project.ts'
import { findMember } from '../model/members/find-member.ts'
import { members } from '../model/members/member.ts'

/**
 * Removes a member from a project; the member's answers stay.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `MemberNotFound`, `PreconditionFailed`
 */
export const deleteMember =
  ({ store, now, newId }: Pick<Deps, 'store' | 'now' | 'newId'>) =>
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
      auditOperation(
        caller,
        document,
        { at: now(), unique: newId() },
        { action: 'RemoveMember', target: user, changes: [{ name: 'role', from: member.document.role }] },
      ),
    ])
    if (!deleted.ok) throw preconditionFailed()
  }

export type DeleteMember = ReturnType<typeof deleteMember>

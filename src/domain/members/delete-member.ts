import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope } from '../model/projects/project.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { endLeases } from './end-leases.ts'
import { memberDocumentId, members } from '../model/members/member.ts'

/**
 * Removes a member from a project and ends their pages; the member's answers stay. The membership ends first, so that no new
 * page follows: a request that was admitted before looks at it again once its page is granted, and ends the page. A repetition
 * finds no member and ends the pages, if any are left by a crash between the two.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PreconditionFailed`
 */
export const deleteMember =
  (deps: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    {
      project,
      user,
      ifMatch,
    }: { readonly project: ProjectName; readonly user: UserId; readonly ifMatch?: string | undefined },
  ): Promise<void> => {
    const { store, now, newId } = deps
    const { document } = await openProject(store, caller, project, 'Admin')
    const scope = projectScope(document.uid)
    await untilWritten(store, members.container, scope, async (fresh) => {
      const member = await members.read(store, scope, memberDocumentId(user))
      // An old read must not end the pages of a member who stays.
      if (!member) return fresh ? { value: undefined } : undefined
      if (ifMatch !== undefined) checkMatch(member, ifMatch)
      const deleted = await store.batch(members.container, scope, [
        { type: 'delete', id: member.document.id, ifMatch: member.etag },
        auditOperation(
          caller,
          document,
          { at: now(), unique: newId() },
          { action: 'RemoveMember', target: user, changes: [{ name: 'role', from: member.document.role }] },
        ),
      ])
      return deleted.ok ? { value: undefined } : undefined
    })
    await endLeases(deps, caller, document, user)
  }

export type DeleteMember = ReturnType<typeof deleteMember>

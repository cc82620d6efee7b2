import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope } from '../model/projects/project.ts'
import { memberNotFound } from '../model/members/find-member.ts'
import { endLeases } from './end-leases.ts'
import { memberDocumentId, members, type MemberDocument } from '../model/members/member.ts'
import type { Store, Stored } from '../ports/store.ts'

/**
 * Removes a member from a project and ends their pages; the member's answers stay. The membership ends first, so that no new
 * page follows: a request that was admitted before looks at it again once its page is granted, and ends the page. A repetition
 * after a crash between the two finds no member, and ends the pages.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `MemberNotFound`, `PreconditionFailed`
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
    const member = await readSurely(store, scope, user)
    if (!member) {
      if ((await endLeases(deps, caller, document, user)) > 0) return
      throw memberNotFound(document, user)
    }
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
    if (!deleted.ok) throw preconditionFailed()
    await endLeases(deps, caller, document, user)
  }

/** An old read must not end the pages of a member who stays. */
const readSurely = async (
  store: Store,
  scope: string,
  user: UserId,
): Promise<Stored<MemberDocument> | undefined> => {
  const id = memberDocumentId(user)
  const found = await members.read(store, scope, id)
  if (found || !store.canLag) return found
  await store.fence(members.container, scope)
  return members.read(store, scope, id)
}

export type DeleteMember = ReturnType<typeof deleteMember>

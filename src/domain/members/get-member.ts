import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import { findMember } from '../model/members/find-member.ts'
import { withName, type NamedMember } from '../model/members/named-member.ts'

/** Reads a member of a project. @throws DomainError `ProjectNotFound`, `Forbidden`, `MemberNotFound` */
export const getMember =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { project, user }: { readonly project: ProjectName; readonly user: UserId },
  ): Promise<NamedMember> => {
    const { document } = await openProject(store, caller, project, 'Admin')
    return withName(store, await findMember(store, document, user))
  }

export type GetMember = ReturnType<typeof getMember>

import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import type { ListInput, StoredListPage } from '../model/documents/list-page.ts'
import { listById } from '../model/documents/query-documents.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope } from '../model/projects/project.ts'
import { members, type MemberDocument } from '../model/members/member.ts'

/** Lists the members of a project by user. @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation` */
export const listMembers =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { project: name, ...input }: ListInput & { readonly project: ProjectName },
  ): Promise<StoredListPage<MemberDocument>> => {
    const { document } = await openProject(store, caller, name, 'Admin')
    return listById(store, members, projectScope(document.uid), input)
  }

export type ListMembers = ReturnType<typeof listMembers>

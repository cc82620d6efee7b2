import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import { listById, type PageInput, type StoredPage } from '../model/documents/query-documents.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope } from '../model/projects/project.ts'
import { members, type MemberDocument } from '../model/members/member.ts'

/** By user. @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation` */
export const listMembers =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { project: name, ...page }: PageInput & { readonly project: ProjectName },
  ): Promise<StoredPage<MemberDocument>> => {
    const { document } = await openProject(store, caller, name, 'Admin')
    return listById(store, members, projectScope(document.uid), page)
  }

export type ListMembers = ReturnType<typeof listMembers>

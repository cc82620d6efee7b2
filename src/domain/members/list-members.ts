import type { Caller } from '../core/caller.ts'
import type { Deps } from '../core/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import { listById, type PageInput, type StoredPage } from '../core/page.ts'
import { openProject } from '../projects/project-access.ts'
import { projectScope } from '../projects/project.ts'
import { members, type MemberDocument } from './member.ts'

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

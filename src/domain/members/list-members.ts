import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import type { ListInput, ListPage } from '../model/documents/list-page.ts'
import { listById } from '../model/documents/query-documents.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope } from '../model/projects/project.ts'
import { members } from '../model/members/member.ts'
import { withNames, type NamedMember } from '../model/members/named-member.ts'

/** Lists the members of a project by user. @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation` */
export const listMembers =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { project: name, ...input }: ListInput & { readonly project: ProjectName },
  ): Promise<ListPage<NamedMember>> => {
    const { document } = await openProject(store, caller, name, 'Admin')
    const { documents, continuation } = await listById(store, members, projectScope(document.uid), input)
    return { documents: await withNames(store, documents), continuation }
  }

export type ListMembers = ReturnType<typeof listMembers>

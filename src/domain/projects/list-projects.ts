import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ListPage } from '../model/documents/list-page.ts'
import { listById } from '../model/documents/query-documents.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { roleInProject } from '../model/projects/project-access.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'

/** Lists the projects with the caller as a member, by name. @throws DomainError `Forbidden`, `InvalidContinuation` */
export const listProjects =
  ({ store, counters }: Pick<Deps, 'store'> & { readonly counters: CountersReader }) =>
  async (
    caller: Caller,
    input: { readonly pageSize: number; readonly continuation?: string | undefined },
  ): Promise<ListPage<ShownProject>> => {
    authorize(caller, 'Labeler')
    const { documents, continuation } = await listById(store, projects, projectPartition, {
      maxpagesize: input.pageSize,
      continuation: input.continuation,
    })
    const shown = await Promise.all(
      documents.map(async (stored) => {
        const role = await roleInProject(store, caller, stored.document)
        return role ? [await showProject(counters, stored, role)] : []
      }),
    )
    return { documents: shown.flat(), continuation }
  }

export type ListProjects = ReturnType<typeof listProjects>

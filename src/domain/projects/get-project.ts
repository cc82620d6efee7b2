import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { openProject } from '../model/projects/project-access.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'

/** Reads a project. @throws DomainError `ProjectNotFound` */
export const getProject =
  ({ store, counters }: Pick<Deps, 'store'> & { readonly counters: CountersReader }) =>
  async (caller: Caller, name: ProjectName): Promise<ShownProject> => {
    const opened = await openProject(store, caller, name, 'Labeler')
    return showProject(counters, opened, opened.role)
  }

export type GetProject = ReturnType<typeof getProject>

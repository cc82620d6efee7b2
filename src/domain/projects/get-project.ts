import { includesRole, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { readRefreshState, type LastRefresh } from '../model/refresh/last-refresh.ts'
import { openProject } from '../model/projects/project-access.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'

export interface ReadProject extends ShownProject {
  /** Undefined for a Labeler. */
  readonly lastRefresh: LastRefresh | undefined
}

/** Reads a project, with the outcome of its last refresh. @throws DomainError `ProjectNotFound` */
export const getProject =
  ({ store, counters }: Pick<Deps, 'store'> & { readonly counters: CountersReader }) =>
  async (caller: Caller, name: ProjectName): Promise<ReadProject> => {
    const opened = await openProject(store, caller, name, 'Labeler')
    const shown = await showProject(counters, opened, opened.role)
    const isReviewer = includesRole(opened.role, 'Reviewer')
    const state = isReviewer ? await readRefreshState(store, opened.document.uid) : undefined
    return { ...shown, lastRefresh: state?.last }
  }

export type GetProject = ReturnType<typeof getProject>

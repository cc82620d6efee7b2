import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { openLease } from '../model/leases/open-lease.ts'
import type { LeaseDocument } from '../model/leases/lease.ts'

/** Reads the caller's own page in any status. @throws DomainError `ProjectNotFound`, `Forbidden`, `PageNotFound` */
export const getPage =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId },
  ): Promise<{ readonly project: ProjectDocument; readonly page: LeaseDocument }> => {
    const { document: project } = await openProject(store, caller, input.project, 'Labeler')
    const { lease } = await openLease(store, caller, project, input.page)
    return { project, page: lease.document }
  }

export type GetPage = ReturnType<typeof getPage>

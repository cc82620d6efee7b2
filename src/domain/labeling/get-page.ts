import type { AppRole, Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { openLease } from '../model/leases/open-lease.ts'
import type { LeaseDocument } from '../model/leases/lease.ts'
import type { DatastoreProblem } from '../model/datastores/datastore-problem.ts'
import { readPageItems } from './read-page-items.ts'
import type { DatastoreWatch } from './datastore-watch.ts'

/** A page and what it shows. */
export interface ShownPage {
  readonly project: ProjectDocument
  /** The caller's role in the project. */
  readonly role: AppRole
  readonly page: LeaseDocument
  readonly items: readonly ItemDocument[]
  /** Why the files of the items cannot be shown. */
  readonly datastoreProblem?: DatastoreProblem | undefined
}

/** Reads the caller's own page in any status, with its items. @throws DomainError `ProjectNotFound`, `Forbidden`, `PageNotFound` */
export const getPage =
  ({ store, watch }: Pick<Deps, 'store'> & { readonly watch: DatastoreWatch }) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId },
  ): Promise<ShownPage> => {
    const { document: project, role } = await openProject(store, caller, input.project, 'Labeler')
    const { lease, segment } = await openLease(store, caller, project, input.page)
    const page = lease.document
    const items = await readPageItems({ store }, { uid: project.uid, segment }, page)
    const datastoreProblem = await watch.recall(project, async () => items[0]?.path)
    return { project, role, page, items, datastoreProblem }
  }

export type GetPage = ReturnType<typeof getPage>

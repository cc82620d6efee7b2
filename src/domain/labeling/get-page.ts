import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { PageId, ProjectName } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { openLease } from '../model/leases/open-lease.ts'
import type { LeaseDocument } from '../model/leases/lease.ts'
import type { ItemMemory } from './item-memory.ts'
import { readPageItems } from './read-page-items.ts'

/** A page and what it shows. */
export interface ShownPage {
  readonly project: ProjectDocument
  readonly page: LeaseDocument
  readonly items: readonly ItemDocument[]
}

/** Reads the caller's own page in any status, with its items. @throws DomainError `ProjectNotFound`, `Forbidden`, `PageNotFound` */
export const getPage =
  (deps: Pick<Deps, 'store'> & { readonly memory: ItemMemory }) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly page: PageId },
  ): Promise<ShownPage> => {
    const { document: project } = await openProject(deps.store, caller, input.project, 'Labeler')
    const { lease, segment } = await openLease(deps.store, caller, project, input.page)
    const page = lease.document
    return { project, page, items: await readPageItems(deps, { uid: project.uid, segment }, page) }
  }

export type GetPage = ReturnType<typeof getPage>

import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import type { Stored } from '../ports/store.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { findItem } from '../model/items/find-item.ts'
import type { ItemDocument } from '../model/items/item.ts'

/** Reads an item with its history. @throws DomainError `ProjectNotFound`, `Forbidden`, `ItemNotFound` */
export const getItem =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly item: ItemId },
  ): Promise<{ readonly project: ProjectDocument; readonly item: Stored<ItemDocument> }> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    const { item } = await findItem(store, project, input.item)
    return { project, item }
  }

export type GetItem = ReturnType<typeof getItem>

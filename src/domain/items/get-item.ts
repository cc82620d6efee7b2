import type { Caller } from '../core/caller.ts'
import type { Deps } from '../core/deps.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import type { Stored } from '../ports/store.ts'
import { openProject } from '../projects/project-access.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { findItem } from './find-item.ts'
import type { ItemDocument } from './item.ts'

/** One item with its history. @throws DomainError `ItemNotFound` */
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

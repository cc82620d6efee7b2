import type { Caller } from '../core/caller.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { acceptSkipOfItem } from '../model/items/change-item.ts'
import { openProject } from '../model/projects/project-access.ts'
import { changeItems, type ReviewDeps, type ReviewResult } from './change-items.ts'

/** Accepts skips, which removes the items from the project. Returns one result per item. */
export const acceptSkips =
  (deps: ReviewDeps) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly items: readonly ItemId[] },
  ): Promise<readonly ReviewResult[]> => {
    const { document: project } = await openProject(deps.store, caller, input.project, 'Reviewer')
    return changeItems(deps, caller, project, input, {
      action: 'acceptSkip',
      auditAction: 'AcceptSkips',
      change: (item, at) => acceptSkipOfItem(item, caller.user, at),
    })
  }

export type AcceptSkips = ReturnType<typeof acceptSkips>

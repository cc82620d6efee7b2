import type { Caller } from '../core/caller.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { approveItem } from '../model/items/change-item.ts'
import { openProject } from '../model/projects/project-access.ts'
import { changeItems, type ReviewDeps, type ReviewResult } from './change-items.ts'

/** Approves the labels of items. Returns one result per item. */
export const approveItems =
  (deps: ReviewDeps) =>
  async (
    caller: Caller,
    input: { readonly project: ProjectName; readonly items: readonly ItemId[] },
  ): Promise<readonly ReviewResult[]> => {
    const { document: project } = await openProject(deps.store, caller, input.project, 'Reviewer')
    return changeItems(deps, caller, project, input, {
      action: 'approve',
      auditAction: 'ApproveItems',
      change: (item, at) => approveItem(item, caller.user, at),
    })
  }

export type ApproveItems = ReturnType<typeof approveItems>

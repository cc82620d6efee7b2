import type { Caller } from '../core/caller.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { markOf, type RequestSeed } from '../core/request-seed.ts'
import { approveItem } from '../model/items/change-item.ts'
import { isApprovedBy } from '../model/items/recognize-change.ts'
import { openProject } from '../model/projects/project-access.ts'
import { changeItems, type ReviewDeps } from './change-items.ts'
import type { ReviewResult } from './review-result.ts'

/** Approves the labels of items. Returns one result per item. */
export const approveItems =
  (deps: ReviewDeps) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly items: readonly ItemId[]
      readonly seed?: RequestSeed | undefined
    },
  ): Promise<readonly ReviewResult[]> => {
    const { document: project } = await openProject(deps.store, caller, input.project, 'Reviewer')
    const mark = input.seed && markOf(input.seed)
    return changeItems(deps, caller, project, input, {
      action: 'approve',
      auditAction: 'ApproveItems',
      isDone: (item) => isApprovedBy(item, caller.user, mark),
      change: (item, at) => approveItem(item, caller.user, at, mark),
    })
  }

export type ApproveItems = ReturnType<typeof approveItems>

import type { Caller } from '../core/caller.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { rejectItem } from '../model/items/change-item.ts'
import { openProject } from '../model/projects/project-access.ts'
import { changeItems, type ReviewDeps, type ReviewResult } from './change-items.ts'

/** Moves the decisions of items to the history and the items to the front of the queue. Returns one result per item. */
export const rejectItems =
  (deps: ReviewDeps) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly items: readonly ItemId[]
      readonly comment?: string | undefined
    },
  ): Promise<readonly ReviewResult[]> => {
    const { document: project } = await openProject(deps.store, caller, input.project, 'Reviewer')
    return changeItems(deps, caller, project, input, {
      action: 'reject',
      auditAction: 'RejectItems',
      change: (item, at) => rejectItem(item, caller.user, at, input.comment),
    })
  }

export type RejectItems = ReturnType<typeof rejectItems>

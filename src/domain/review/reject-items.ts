import type { Caller } from '../core/caller.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { markOf, type RequestSeed } from '../core/request-seed.ts'
import { rejectItem } from '../model/items/change-item.ts'
import { isRejectedBy } from '../model/items/recognize-change.ts'
import { openProject } from '../model/projects/project-access.ts'
import { changeItems, type ReviewDeps } from './change-items.ts'
import type { ReviewResult } from './review-result.ts'

/** Moves the decisions of items to the history and the items to the front of the queue. Returns one result per item. */
export const rejectItems =
  (deps: ReviewDeps) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly items: readonly ItemId[]
      readonly comment?: string | undefined
      readonly seed?: RequestSeed | undefined
    },
  ): Promise<readonly ReviewResult[]> => {
    const { document: project } = await openProject(deps.store, caller, input.project, 'Reviewer')
    const mark = input.seed && markOf(input.seed)
    return changeItems(deps, caller, project, input, {
      action: 'reject',
      auditAction: 'RejectItems',
      isDone: (item) => isRejectedBy(item, caller.user, input.comment, mark),
      change: (item, at) => rejectItem(item, caller.user, at, input.comment, mark),
    })
  }

export type RejectItems = ReturnType<typeof rejectItems>

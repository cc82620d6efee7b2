import type { Caller } from '../core/caller.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { markOf, type RequestSeed } from '../core/request-seed.ts'
import { acceptSkipOfItem } from '../model/items/change-item.ts'
import { isSkipAcceptedBy } from '../model/items/recognize-change.ts'
import { openProject } from '../model/projects/project-access.ts'
import { changeItems, type ReviewDeps } from './change-items.ts'
import type { ReviewResult } from './review-result.ts'

/** Accepts skips, which removes the items from the project. Returns one result per item. */
export const acceptSkips =
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
      action: 'acceptSkip',
      auditAction: 'AcceptSkips',
      isDone: (item) => isSkipAcceptedBy(item, caller.user, mark),
      change: (item, at) => acceptSkipOfItem(item, caller.user, at, mark),
    })
  }

export type AcceptSkips = ReturnType<typeof acceptSkips>

import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { Deps } from '../ports/deps.ts'

/** The first step of a recount. @returns The number of segments to count. @throws WorkStopped */
export const beginRecount =
  (deps: Pick<Deps, 'store'>) =>
  async (id: string): Promise<number> => {
    const { project } = await openWork(deps.store, id, 'recount')
    await progressOperation(deps, id, { done: 0 })
    return project.document.segments
  }
